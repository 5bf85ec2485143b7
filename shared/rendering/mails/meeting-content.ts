import * as z from 'zod'

const instant = z.iso.datetime({ offset: true })

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
  location: z.object({
    kind: z.enum(['online', 'in-person', 'hybrid']),
    url: z.string().optional(),
    address: z.string().optional(),
  }),
  rsvpBy: instant.optional(),
  /** How many organizations must take part, or so many of a hundred of the invited. */
  quorum: z.object({ organizations: z.number().int(), percent: z.number().int() }).partial().optional(),
  coalitionName: z.string().optional(),
  confidential: z.boolean(),
  reason: z.string().optional(),
})
export type MeetingContent = z.infer<typeof meetingContent>
