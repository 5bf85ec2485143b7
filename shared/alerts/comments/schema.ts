import * as z from 'zod'
import { actorStamp } from '../../access/actor.ts'
import { idOf } from '../../ids.ts'
import { distinct, instant, text } from '../../text.ts'

const asked = z.array(idOf('organization')).min(1, 'names nobody').max(100).transform(distinct)

export const roundInput = z
  .strictObject({ organizationIds: asked, until: instant })
  .meta({ id: 'CommentRoundInput' })
export type RoundInput = z.output<typeof roundInput>

/** A round of comments on a draft, before its review. The last is open as long as it is not closed. */
export const round = z.object({
  number: z.int().min(1),
  /** The revision that was in the making. */
  revision: z.int().min(1),
  organizationIds: z.array(idOf('organization')),
  until: z.iso.datetime({ offset: true }),
  askedBy: actorStamp,
  closedAt: z.iso.datetime().optional(),
})
export type Round = z.infer<typeof round>

export const commentInput = z.strictObject({ text: text(4000) }).meta({ id: 'CommentInput' })
export type CommentInput = z.output<typeof commentInput>

/** What an organization says to a draft. Nothing takes its place: what is said later stands beside it. */
export const comment = z.object({
  round: z.int().min(1),
  organizationId: idOf('organization'),
  text: z.string(),
  at: z.iso.datetime(),
  by: z.enum(['link', 'person']),
  /** Who said it, or whose link was used: a link may have been forwarded. */
  contactId: idOf('contact').optional(),
})
export type Comment = z.infer<typeof comment>
