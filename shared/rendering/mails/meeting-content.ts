import * as z from 'zod'

const instant = z.iso.datetime({ offset: true })

const location = z.object({
  kind: z.enum(['online', 'in-person', 'hybrid']),
  url: z.string().optional(),
  address: z.string().optional(),
})

/** How a series repeats, and what stands apart from it. */
const series = z.object({
  /** An RRULE of RFC 5545. */
  rule: z.string(),
  /** Starts that the rule has and the series has not, on its own clock. */
  except: z.array(z.string()),
  /** The VTIMEZONE that says what its clock shows. */
  zone: z.string(),
  count: z.int(),
  last: instant,
  next: z.array(instant),
  overrides: z.array(
    z.object({
      /** The start by which calendars know it, on the clock of the series. */
      recurrenceId: z.string(),
      sequence: z.int(),
      revisedAt: instant,
      startsAt: instant,
      endsAt: instant,
      title: z.string(),
      agenda: z.string(),
      location,
    }),
  ),
})

export const meetingContent = z.object({
  meetingId: z.string(),
  sequence: z.number().int().min(0),
  method: z.enum(['request', 'cancel']),
  /** Whether an earlier invitation went out. */
  update: z.boolean(),
  /** Said again, without a calendar part: to those who come that it comes up, to the silent that their answer is missing. */
  reminder: z.enum(['coming', 'silent']).optional(),
  /** Of a `cancel`: the meeting takes place, but this reader is not invited any more. */
  withdrawn: z.boolean().optional(),
  uid: z.string(),
  /** When this revision was made: the calendar's DTSTAMP. */
  revisedAt: instant,
  title: z.string(),
  agenda: z.string(),
  startsAt: instant,
  endsAt: instant,
  /** The organizer's. */
  timeZone: z.string(),
  location,
  rsvpBy: instant.optional(),
  /** How many organizations must take part, or so many of a hundred of the invited. */
  quorum: z.object({ organizations: z.number().int(), percent: z.number().int() }).partial().optional(),
  coalitionName: z.string().optional(),
  confidential: z.boolean(),
  reason: z.string().optional(),
  series: series.optional(),
  /** Of one of a series: the start by which calendars know it, on the clock of the series. */
  occurrence: z.object({ recurrenceId: z.string(), timeZone: z.string(), zone: z.string() }).optional(),
})
export type MeetingContent = z.infer<typeof meetingContent>
