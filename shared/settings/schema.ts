import * as z from 'zod'
import { actorStamp } from '../access/actor.ts'
import { dutyRota } from '../duty/rota.ts'
import { idOf } from '../ids.ts'
import { retention } from '../retention/schema.ts'
import { distinct } from '../text.ts'

const approvals = z.int().min(1).max(2)

/** Minutes from an alert's issue until silence is reminded, passed on, and handed to whoever is on duty. */
const minutes = z.int().min(1).max(43_200)
const escalation = z
  .strictObject({ remindAfter: minutes, passOnAfter: minutes, handOverAfter: minutes })
  .refine(
    ({ remindAfter, passOnAfter, handOverAfter }) => remindAfter < passOnAfter && passOnAfter < handOverAfter,
    'must come one after the other: remindAfter, passOnAfter, handOverAfter',
  )
const hours = 60
const days = 24 * hours
/** At most as many as one notice names. */
const desks = z.array(idOf('organization')).max(100).transform(distinct)

/** What the alliance has set for itself, each with what holds until it does. */
const settingsValues = {
  /** Whose shift it is, and how many minutes each has until the next is told of what nobody takes. */
  duty: dutyRota,
  /** How many persons approve an alert of each level, beside whoever wrote it. */
  approvals: z.strictObject({
    watch: approvals.default(1),
    warning: approvals.default(1),
    emergency: approvals.default(1),
  }),
  /** Seconds between the approval of an alert and its fan-out, in which it can be stopped; an emergency goes at once. */
  holdSeconds: z.int().min(0).max(3600),
  /** What is done about organizations that do not answer, by the alert's level. */
  escalation: z.strictObject({
    watch: escalation.default({ remindAfter: days, passOnAfter: 3 * days, handOverAfter: 7 * days }),
    warning: escalation.default({ remindAfter: 4 * hours, passOnAfter: 12 * hours, handOverAfter: days }),
    emergency: escalation.default({ remindAfter: 30, passOnAfter: hours, handOverAfter: 2 * hours }),
  }),
  /** How many letters one authority gets in a week, at most. */
  advocacy: z.strictObject({ lettersPerTarget: z.int().min(1).max(20).default(3) }),
  /** The UN and regional desks that an emergency reaches which one person issues alone, before a second confirms it. */
  breakGlass: z.strictObject({ organizationIds: desks.default([]) }),
  /** How many days what names persons, or is in their words, is kept. */
  retention,
}

/** A section that is named is replaced as a whole. */
export const settingsChange = z
  .strictObject(settingsValues)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'changes nothing')
  .meta({ id: 'SettingsChange' })
export type SettingsChange = z.output<typeof settingsChange>

export const settings = z.object({
  duty: settingsValues.duty.prefault({}),
  approvals: settingsValues.approvals.prefault({}),
  holdSeconds: settingsValues.holdSeconds.default(120),
  escalation: settingsValues.escalation.prefault({}),
  breakGlass: settingsValues.breakGlass.prefault({}),
  advocacy: settingsValues.advocacy.prefault({}),
  retention: settingsValues.retention.prefault({}),
  /** A change that holds only when another coordinator confirms it. */
  proposal: z.object({ change: settingsChange, by: actorStamp, at: z.iso.datetime() }).optional(),
  /** 0 while nothing has been set. */
  version: z.int().min(0).default(0),
})
export type Settings = z.infer<typeof settings>
