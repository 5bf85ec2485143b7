import * as z from 'zod'
import { actorStamp } from '../../access/actor.ts'
import { idOf } from '../../ids.ts'
import { classes } from '../../organizations/schema.ts'
import { instant } from '../../text.ts'

const longest = 30 * 24 * 60

/** A class that is told later than the others: at a time, or so many minutes after them. */
export const embargo = z
  .strictObject({
    class: z.enum(classes),
    until: instant.optional(),
    minutes: z.int().min(1).max(longest).optional(),
  })
  .refine(
    ({ until, minutes }) => (until === undefined) !== (minutes === undefined),
    'needs either a time (until) or minutes',
  )
  .meta({ id: 'Embargo' })
export type Embargo = z.infer<typeof embargo>

export const embargoes = z
  .array(embargo)
  .max(classes.length)
  .refine((all) => new Set(all.map((each) => each.class)).size === all.length, 'name a class twice')

/** Who approved a revision, and when. */
export const approval = z.object({ by: actorStamp, at: z.iso.datetime() })
export type Approval = z.infer<typeof approval>

/** Why something that was approved did not go out: somebody stopped it, or a last look did. */
export const stops = ['halted', 'expired', 'withholding-changed', 'approver-in-doubt'] as const
export type Stop = (typeof stops)[number]

/** One person alone broke the glass: why, and which authorities were named in advance for such a case. */
const brokenGlass = z.object({
  reason: z.string(),
  by: actorStamp,
  organizationIds: z.array(idOf('organization')),
})

/** What is approved and has not gone out yet. */
export const held = z.object({
  /** When it goes out. */
  until: z.iso.datetime(),
  breakGlass: brokenGlass.optional(),
  stopped: z.object({ at: z.iso.datetime(), because: z.enum(stops), by: actorStamp.optional() }).optional(),
})
export type Held = z.infer<typeof held>

/** A class that an issued revision reaches later; `ended` once it has, or never will. */
export const wait = z.object({
  class: z.enum(classes),
  until: z.iso.datetime(),
  ended: z.enum(['told', 'called-off', 'expired']).optional(),
})
export type Wait = z.infer<typeof wait>

export const verdict = z.enum(['justified', 'not-justified'])

/** What is owed to everybody when one person acted alone: a second look, recorded. */
export const review = z.object({
  revision: z.int(),
  brokenAt: z.iso.datetime(),
  brokenBy: actorStamp,
  dueAt: z.iso.datetime(),
  /** The tick of the clock that it was last reminded of for. */
  reminder: z.string().optional(),
  recorded: z.object({ at: z.iso.datetime(), by: actorStamp, verdict, findings: z.string() }).optional(),
})
export type Review = z.infer<typeof review>
