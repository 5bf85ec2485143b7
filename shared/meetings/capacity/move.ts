import { schedule } from '../../agenda/agenda.ts'
import { staleVersion } from '../../errors.ts'
import type { Action } from '../../storage/store.ts'
import type { Rsvp } from '../answers/rsvp.ts'
import type { Meeting } from '../schema.ts'
import { moveCounter } from './counter.ts'
import { isLimited } from './limits.ts'
import { lookRow } from './look.ts'
import { type Claim, placesOf, ticketOf } from './place.ts'
import { moveInQueue } from './queue.ts'

/** Whether it may be another's turn now: places are free again, or somebody waits who has not. */
const mayMakeRoom = (before: Claim | undefined, after: Claim) =>
  placesOf(after) < placesOf(before) ||
  (placesOf(before) > 0 && before?.attending !== after.attending) ||
  ticketOf(before) !== undefined ||
  ticketOf(after) !== undefined

/** What one answer after another moves: counters, the queue, and what is to be looked at for that; stale when others were faster. */
export const movePlaces = (meeting: Meeting, before: Rsvp | undefined, after: Rsvp, now: Date): Action[] => [
  ...moveCounter(meeting, { before, after, orElse: () => staleVersion('number of places') }),
  ...moveInQueue(meeting.id, before, after),
  ...(isLimited(meeting) && mayMakeRoom(before, after)
    ? [schedule(lookRow(meeting.id, after.contactId, now))]
    : []),
]
