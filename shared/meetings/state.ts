import type { Rsvp } from './answers/rsvp.ts'
import { isTooLate, mayStillConfirm } from './capacity/settle.ts'
import { answersClosed, cancelled, over } from './errors.ts'
import type { Meeting } from './schema.ts'

/** When a meeting is over; a series, with its last. */
export const endOf = ({ recurrence, endsAtUtc }: Meeting) => recurrence?.endsAtUtc ?? endsAtUtc

/**
 * Why a meeting takes no answers any more, if it does not, of one who answered before; an offer can be confirmed late,
 * and what reached us in time may be recorded late.
 */
export const closedBecause = (meeting: Meeting, now: Date, before?: Rsvp, reachedAt = now) => {
  if (meeting.status === 'cancelled') return 'cancelled'
  if (Date.parse(endOf(meeting)) <= now.getTime()) return 'over'
  if (mayStillConfirm(before)) return undefined
  return isTooLate(meeting, reachedAt, before) ? 'deadline-passed' : undefined
}

const refusals = { cancelled, over, 'deadline-passed': answersClosed }

export const requireAnswerable = (meeting: Meeting, now: Date, before: Rsvp | undefined, reachedAt: Date) => {
  const closed = closedBecause(meeting, now, before, reachedAt)
  if (closed) throw refusals[closed]()
}

/** A meeting can be changed until it has ended, whether or not it still takes answers. */
export const requireOpen = (meeting: Meeting, now: Date) => {
  const closed = closedBecause(meeting, now)
  if (closed && closed !== 'deadline-passed') throw refusals[closed]()
}
