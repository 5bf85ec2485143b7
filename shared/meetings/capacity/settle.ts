import type { Rsvp } from '../answers/rsvp.ts'
import { answersClosed, full } from '../errors.ts'
import type { Meeting } from '../schema.ts'
import type { Counter } from './counter.ts'
import { type Limited, poolOf } from './limits.ts'
import { type Claim, type PlaceKept, placesOf, statusOf, ticketOf } from './place.ts'

interface Asked {
  readonly before: Claim | undefined
  readonly after: Claim
  readonly counter: Counter
}

/** Whether two answers count in one pool: to go from one room into the other is to ask anew. */
const inOnePool = (meeting: Limited, before: Claim | undefined, after: Claim) =>
  poolOf(meeting, before?.attending).places === poolOf(meeting, after.attending).places

/**
 * The place of an answer that was just given: nothing to note where it takes its places, or a ticket in the queue.
 * First come, first served: while anybody waits, who comes waits behind them. Who asks for less keeps what they have.
 * @throws `conflict` where it can never fit, or would cost somebody the places they have
 */
export const settle = (meeting: Limited, { before, after, counter }: Asked): PlaceKept | undefined => {
  if (after.answer !== 'accepted') return undefined
  const { places, waiting, limit } = poolOf(meeting, after.attending)
  if (limit === undefined) return undefined
  const had = inOnePool(meeting, before, after) ? placesOf(before) : 0
  if (had > 0 && after.delegates <= had) return undefined
  if (after.delegates > limit) throw full()
  const ticket = ticketOf(before)
  if (ticket !== undefined && inOnePool(meeting, before, after) && after.delegates <= before!.delegates)
    return { status: 'waiting', ticket }
  if (counter[waiting] === 0 && counter[places] - had + after.delegates <= limit) return undefined
  if (placesOf(before) > 0) throw full()
  return { status: 'waiting', ticket: counter.tickets }
}

/** Who was offered places may take them or leave them after the time for answering, and no more than them. */
export const mayStillConfirm = (before: Claim | undefined) => statusOf(before) === 'offered'

/** Whether the time for answering is over, for one who was invited before it was. */
export const isTooLate = (
  { rsvpBy }: Pick<Meeting, 'rsvpBy'>,
  now: Date,
  before: { readonly invitedLate?: true | undefined } | undefined,
) => rsvpBy !== undefined && !before?.invitedLate && Date.parse(rsvpBy) < now.getTime()

export const requireOnlyConfirms = (
  meeting: Pick<Meeting, 'rsvpBy'>,
  { before, after }: { readonly before: Rsvp | undefined; readonly after: Claim },
  now: Date,
) => {
  const isLate = isTooLate(meeting, now, before)
  const asksMore = after.delegates > (before?.delegates ?? 0) || after.attending !== before?.attending
  if (isLate && after.answer === 'accepted' && asksMore) throw answersClosed()
}
