import * as z from 'zod'
import { actorStamp } from '../../access/actor.ts'
import { idOf } from '../../ids.ts'
import { distinct } from '../../text.ts'

/** In whose name an alert is issued; the coordinators' where nobody is named. */
export const issuedBy = z
  .discriminatedUnion('by', [
    z.strictObject({ by: z.literal('coordinator') }),
    z.strictObject({ by: z.literal('coalition'), coalitionId: idOf('coalition') }),
    z.strictObject({
      by: z.literal('organizations'),
      organizationIds: z.array(idOf('organization')).min(1, 'names nobody').max(30).transform(distinct),
    }),
  ])
  .meta({ id: 'IssuedBy' })

/** Who stands by a revision with their name, as it was frozen: what they are called, and when they consented. */
export const issuer = z.object({
  organizationId: idOf('organization').optional(),
  coalitionId: idOf('coalition').optional(),
  name: z.string(),
  consentedAt: z.iso.datetime(),
})
export type Issuer = z.infer<typeof issuer>

export const consentAnswers = ['given', 'refused'] as const

export const consentInput = z
  .strictObject({
    answer: z.enum(consentAnswers),
    /** Of the very text that was read. */
    digest: z.string().max(100),
  })
  .meta({ id: 'ConsentInput' })
export type ConsentInput = z.output<typeof consentInput>

/** What an organization has said last to a draft that is to be issued in its name; it holds for that very text. */
export const consent = z.object({
  organizationId: idOf('organization'),
  digest: z.string(),
  /** None while it is only asked. */
  answer: z.enum(consentAnswers).optional(),
  at: z.iso.datetime(),
  by: actorStamp,
  version: z.int().min(1),
})
export type Consent = z.infer<typeof consent>
