import { answersClosed, cancelled, over } from './errors.ts'
import type { Meeting } from './schema.ts'

/** Why a meeting takes no answers any more, if it does not. */
export const closedBecause = ({ status, rsvpBy, endsAtUtc }: Meeting, now: Date) => {
  if (status === 'cancelled') return 'cancelled'
  if (Date.parse(endsAtUtc) <= now.getTime()) return 'over'
  return rsvpBy !== undefined && Date.parse(rsvpBy) < now.getTime() ? 'deadline-passed' : undefined
}

const refusals = { cancelled, over, 'deadline-passed': answersClosed }

export const requireAnswerable = (meeting: Meeting, now: Date) => {
  const closed = closedBecause(meeting, now)
  if (closed) throw refusals[closed]()
}

/** A meeting can be changed until it has ended, whether or not it still takes answers. */
export const requireOpen = (meeting: Meeting, now: Date) => {
  const closed = closedBecause(meeting, now)
  if (closed && closed !== 'deadline-passed') throw refusals[closed]()
}
