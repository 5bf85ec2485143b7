import { deadlineAfterStart, deadlineInThePast, startsInThePast, startsTooLate } from './errors.ts'
import type { Meeting, MeetingInput } from './schema.ts'
import { instantOf, isLocalTime, minutesAfter } from './time.ts'

const farthest = 10 * 366 * 86_400_000

type Planned = Pick<MeetingInput, 'startsAt' | 'offset' | 'timeZone' | 'durationMinutes'>
type Scheduled = Pick<Meeting, 'startsAtUtc' | 'endsAtUtc'>

/** When a meeting begins and ends. */
export const schedule = (
  { startsAt, offset, timeZone, durationMinutes }: Planned,
  pointer = '#/startsAt',
): Scheduled => {
  const startsAtUtc = instantOf(startsAt, { timeZone, offset }, pointer)
  return { startsAtUtc, endsAtUtc: minutesAfter(startsAtUtc, durationMinutes) }
}

export const requireAhead = ({ startsAtUtc }: Scheduled, now: Date, pointer = '#/startsAt') => {
  const start = Date.parse(startsAtUtc)
  if (start <= now.getTime()) throw startsInThePast(pointer)
  if (start > now.getTime() + farthest) throw startsTooLate(pointer)
}

/** Until when answers are taken: an instant, or a local time in the meeting's own zone. */
export const deadlineOf = (rsvpBy: string, timeZone: string, now: Date): string => {
  const instant = isLocalTime(rsvpBy)
    ? instantOf(rsvpBy, { timeZone }, '#/rsvpBy')
    : new Date(rsvpBy).toISOString()
  if (Date.parse(instant) <= now.getTime()) throw deadlineInThePast()
  return instant
}

export const requireDeadlineBefore = ({ rsvpBy, startsAtUtc }: Pick<Meeting, 'rsvpBy' | 'startsAtUtc'>) => {
  if (rsvpBy !== undefined && Date.parse(rsvpBy) >= Date.parse(startsAtUtc)) throw deadlineAfterStart()
}
