import * as z from 'zod'
import { actorStamp } from '../../access/actor.ts'
import { idOf } from '../../ids.ts'
import { text } from '../../text.ts'

export const objectionInput = z
  .strictObject({
    organizationId: idOf('organization').optional(),
    /** The id of what is objected to: an alert, a meeting; the coalition's own course where it is absent. */
    about: z
      .string()
      .regex(/^[a-z]{3}_[0-9a-z]{1,32}$/, 'is not an id')
      .optional(),
    text: text(5000),
  })
  .meta({ id: 'ObjectionInput' })
export type ObjectionInput = z.output<typeof objectionInput>

/** That an organization does not go along with something; it stays on record when it is withdrawn. */
export const objection = z.object({
  id: idOf('objection'),
  coalitionId: idOf('coalition'),
  organizationId: idOf('organization'),
  about: z.string().optional(),
  text: z.string(),
  at: z.iso.datetime(),
  by: actorStamp,
  withdrawnAt: z.iso.datetime().optional(),
})
export type Objection = z.infer<typeof objection>
