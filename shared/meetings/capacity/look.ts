import { isDeepStrictEqual } from 'node:util'
import { type AgendaRow, schedule, secondsAfter } from '../../agenda/agenda.ts'
import type { Action } from '../../storage/store.ts'
import type { Meeting } from '../schema.ts'
import { limitsOf } from './limits.ts'

const patience = 300

/**
 * The row that has it looked at whose turn it is. Each change that may make it somebody's has one of its own, so
 * that a hundred at once do not write the same row, and none is missed by a look that came too early.
 */
export const lookRow = (id: Meeting['id'], cause: string, now: Date): AgendaRow => ({
  id: `places-${id}-${cause}-${now.getTime().toString(36)}`,
  kind: 'meeting-places',
  dueAt: now.toISOString(),
  every: patience,
  subject: id,
})

/** What decides whose turn it is, and whether there is time to offer anything. */
const decisive = (meeting: Meeting) => [limitsOf(meeting), meeting.startsAtUtc]

/** Other limits, or another start, may make it somebody's turn. */
export const looksAfter = (before: Meeting, after: Meeting, now: Date): Action[] =>
  isDeepStrictEqual(decisive(before), decisive(after))
    ? []
    : [schedule(lookRow(after.id, `v${after.version}`, now))]

/** The row that passes places on when nobody has confirmed them. */
export const offerRow = (id: Meeting['id'], contactId: string, confirmBy: string): AgendaRow => ({
  id: `offer-${id}-${contactId}-${Date.parse(confirmBy).toString(36)}`,
  kind: 'meeting-offer',
  dueAt: confirmBy,
  every: patience,
  subject: id,
  data: { contactId, confirmBy },
})

const longest = 48 * 3600
const shortest = 600

/** Until when an offer made now is to be confirmed: two days, or half of what is left; nothing where that is too short. */
export const confirmUntil = ({ startsAtUtc }: Pick<Meeting, 'startsAtUtc'>, now: Date) => {
  const left = (Date.parse(startsAtUtc) - now.getTime()) / 1000
  return left < shortest ? undefined : secondsAfter(now, Math.floor(Math.min(longest, left / 2)))
}
