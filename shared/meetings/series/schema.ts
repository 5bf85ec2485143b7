import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { distinct } from '../../text.ts'
import { ruleInOrder } from './rule.ts'

/** Starts that a clock change moves: as the rule has them, and what the clock there then shows. */
const clockChange = z.object({
  recurrenceId: z.string(),
  startsAt: z.string(),
  because: z.enum(['skipped', 'repeated']),
})
export type ClockChange = z.infer<typeof clockChange>

export const recurrenceInput = <T extends z.ZodType<string>>(localTime: T) =>
  z
    .strictObject({
      rule: z
        .string()
        .max(200, 'is longer than 200 characters')
        .transform((rule) =>
          ruleInOrder(
            rule
              .trim()
              .replace(/^RRULE:/i, '')
              .toUpperCase(),
          ),
        )
        .meta({
          description:
            'RRULE of RFC 5545: FREQ (DAILY to YEARLY), INTERVAL, COUNT or UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, WKST',
          examples: ['FREQ=WEEKLY;BYDAY=TU;COUNT=10'],
        }),
      /** Starts that the rule has and the series has not. */
      except: z.array(localTime).max(100).transform(distinct).default([]),
    })
    .meta({ id: 'RecurrenceInput' })

/** How a series repeats, in its own zone. */
export const recurrence = z.object({
  rule: z.string(),
  except: z.array(z.string()),
  /** How many meetings there are. */
  count: z.int(),
  lastStartsAtUtc: z.iso.datetime(),
  /** When the last of them ends. */
  endsAtUtc: z.iso.datetime(),
  clockChanges: z.array(clockChange),
  /** When these times were set: what began before has its own. */
  since: z.iso.datetime(),
  /** What calendars were told last that it has not. */
  told: z.array(z.string()),
})
export type Recurrence = z.infer<typeof recurrence>

export const ownFields = ['title', 'agenda', 'agendaItems', 'location', 'quorum', 'reminders'] as const

/** One meeting of a series that stands apart from it. */
export const occurrence = z
  .object({
    seriesId: idOf('meeting'),
    /** Its start as the rule has it, on the clock of the series. */
    recurrenceId: z.string(),
    recurrenceIdUtc: z.iso.datetime(),
    /** The zone of the series. */
    timeZone: z.string(),
    /** Of the series, when it was taken out: with other times the series has other meetings. */
    timeSequence: z.int(),
    /** The version of the series that was read with it. */
    seriesVersion: z.int(),
    /** What it says itself; the rest it has from the series. */
    own: z.array(z.enum(ownFields)),
    /** Whether it was told apart from the series. */
    changed: z.boolean(),
    /** Whether it is the one whose reminders are on the agenda. */
    next: z.boolean(),
    /** What was told of it alone. */
    notices: z.array(idOf('notification')),
  })
  .meta({ id: 'Occurrence' })
