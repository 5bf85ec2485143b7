import * as z from 'zod'
import { idOf } from '../ids.ts'
import { recordShape } from '../storage/collection.ts'
import { distinct, instant, line, text, timeZone, webUrl } from '../text.ts'
import { quorum } from './quorum/schema.ts'
import { occurrence, recurrence, recurrenceInput } from './series/schema.ts'
import { isLocalTime } from './time.ts'

/** What a clock on the wall shows, to the minute. */
export const localTime = z
  .string()
  .refine(isLocalTime, 'is not a local date and time such as 2026-12-01T15:00')
  .transform((time) => time.slice(0, 16))
  .meta({ id: 'LocalTime', type: 'string', examples: ['2026-12-01T15:00'] })

export const offset = z
  .string()
  .regex(/^[+-]([01]\d|2[0-3]):[0-5]\d$/, 'is not an offset such as +02:00')
  .meta({ description: 'Tells which of two instants is meant when a clock change repeats the start' })

const url = webUrl.max(600, 'is longer than 600 characters')
const address = line(300)

const location = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('online'), url }),
    z.strictObject({ kind: z.literal('in-person'), address }),
    z.strictObject({ kind: z.literal('hybrid'), url, address }),
  ])
  .meta({ id: 'Location' })

const agendaItems = z
  .array(
    z.strictObject({
      title: line(200),
      /** How long it may take. */
      minutes: z.int().min(1).max(600).optional(),
    }),
  )
  .max(30)
  .meta({ id: 'AgendaItems' })

const week = 7 * 24 * 60
const fields = {
  title: line(200),
  agenda: text(5000, 0),
  agendaItems: agendaItems.optional(),
  startsAt: localTime,
  offset: offset.optional(),
  timeZone,
  durationMinutes: z.int().min(1).max(week),
  location,
}
const rsvpBy = z.union([instant, localTime], 'is neither a local time nor one with an offset')
const capacity = z.int().min(1).max(100_000)
const capacities = z
  .strictObject({ inPerson: capacity.optional(), online: capacity.optional() })
  .refine(({ inPerson, online }) => inPerson !== undefined || online !== undefined, 'limits neither room')
  .meta({ id: 'Capacities', description: 'Of a hybrid meeting, in the place of one capacity' })
const reminders = z
  .array(
    z
      .int()
      .min(5)
      .max(60 * 24 * 60),
  )
  .max(10)
  .transform(distinct)
  .meta({ description: 'Minutes before the start at which the invited are reminded' })

export const meetingInput = z
  .strictObject({
    coalitionId: idOf('coalition').optional(),
    ...fields,
    rsvpBy: rsvpBy.optional(),
    capacity: capacity.optional(),
    capacities: capacities.optional(),
    quorum: quorum.optional(),
    /** Makes it the first of a series. */
    recurrence: recurrenceInput(localTime).optional(),
    /** A week, a day and an hour before, where nothing else is said. */
    reminders: reminders.default([10_080, 1440, 60]),
  })
  .meta({ id: 'MeetingInput' })
export type MeetingInput = z.output<typeof meetingInput>

export const meetingChange = z
  .strictObject({
    ...fields,
    rsvpBy: rsvpBy.nullable(),
    capacity: capacity.nullable(),
    capacities: capacities.nullable(),
    quorum: quorum.nullable(),
    recurrence: recurrenceInput(localTime),
    reminders,
  })
  .partial()
  .meta({ id: 'MeetingChange' })
export type MeetingChange = z.output<typeof meetingChange>

export const cancellationInput = z.strictObject({ reason: text(1000) }).meta({ id: 'MeetingCancellation' })

export const meeting = z.object({
  id: idOf('meeting'),
  /** The calendar's name of it, the same for life. */
  uid: z.string(),
  /** RFC 5546: raised exactly when start, end, duration or status change. */
  sequence: z.int().min(0),
  /** The one under which the present time was told first: answers to an older one were to another time. */
  timeSequence: z.int().min(0).default(0),
  status: z.enum(['confirmed', 'cancelled']),
  coalitionId: idOf('coalition').optional(),
  title: z.string(),
  agenda: z.string(),
  agendaItems: agendaItems.optional(),
  startsAt: z.string(),
  offset: z.string().optional(),
  timeZone: z.string(),
  startsAtUtc: z.iso.datetime(),
  endsAtUtc: z.iso.datetime(),
  durationMinutes: z.int(),
  location,
  rsvpBy: z.iso.datetime().optional(),
  capacity: z.int().optional(),
  capacities: capacities.optional(),
  quorum: quorum.optional(),
  /** Of a series; what the record says else is of its first meeting. */
  recurrence: recurrence.optional(),
  /** Of one meeting of a series that stands apart from it. */
  occurrence: occurrence.optional(),
  reminders: z.array(z.int()).default([]),
  cancelledBecause: z.string().optional(),
  /** Of the minutes that were published last; 0 while none were. */
  minutesEdition: z.int().default(0),
  /** Who called it, and hears of its answers. */
  calledBy: z.object({ organizationId: idOf('organization'), contactId: idOf('contact') }).optional(),
  /** Starts it had before, under which the lists of organizations may still hold it. */
  formerStarts: z.array(z.iso.datetime()),
  /** What told everybody of it, oldest first; a correction corrects them all. */
  notificationIds: z.array(idOf('notification')),
  /** What invited some later. */
  additions: z.array(idOf('notification')).default([]),
  /** Whose manifests together hold the invited, each less those who were uninvited since. */
  rosters: z
    .array(z.object({ notificationId: idOf('notification'), but: z.array(idOf('contact')) }))
    .default([]),
  /** Who is not invited any more, and under which sequence which notification said so. */
  withdrawn: z
    .array(z.object({ contactId: idOf('contact'), notificationId: idOf('notification'), sequence: z.int() }))
    .default([]),
  ...recordShape,
})
export type Meeting = z.infer<typeof meeting>
