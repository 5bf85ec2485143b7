import { type Actor, isCoordinator } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import { enter } from '../coalitions/enter.ts'
import type { Deps } from '../deps.ts'
import type { Id } from '../ids.ts'
import { distinct } from '../text.ts'
import { endsBeforeItBegins } from './errors.ts'
import { everyMeeting, meetingsOfCoalition } from './keys.ts'
import { findMeetings, meetingsIn, type PageOf, placesOfOrganization, type Span } from './repository.ts'
import type { Meeting } from './schema.ts'
import { enterToRead, onlyKnownTo, readingAs } from './standing.ts'

export const readMeeting = async (deps: Deps, actor: Actor, id: string): Promise<Meeting> => {
  const { meeting } = await enterToRead(deps.store, actor, id)
  return meeting
}

interface Listing {
  readonly coalitionId?: Id<'coalition'> | undefined
  readonly span: Span
  readonly page: PageOf
}

const isWithin = ({ startsAtUtc }: Meeting, { from = '', to }: Span) =>
  startsAtUtc >= from && (to === undefined || startsAtUtc <= to)

/** An organization's list follows a meeting that moves a moment later, so the meeting itself decides. */
const listOwn = async (deps: Deps, actor: Extract<Actor, { kind: 'person' }>, { span, page }: Listing) => {
  const { ids, next } = await placesOfOrganization(deps.store, actor.organizationId, span, page)
  const found = await findMeetings(deps.store, distinct(ids))
  const known = await onlyKnownTo(deps.store, found, actor)
  return { items: known.filter((meeting) => isWithin(meeting, span)), next }
}

/** Meetings by start: of a coalition, of one's own organization, or, for coordinators, all. */
export const listMeetings = async (deps: Deps, actor: Actor, listing: Listing) => {
  const { coalitionId, span, page } = listing
  if (span.from !== undefined && span.to !== undefined && span.from > span.to) throw endsBeforeItBegins()
  if (coalitionId) {
    const { own } = await enter(deps.store, actor, coalitionId)
    permit(actor, 'meeting.list', readingAs(own))
    return meetingsIn(deps.store, meetingsOfCoalition(coalitionId), span, page)
  }
  // One's own list holds only what one takes part in.
  permit(actor, 'meeting.list', { standing: 'observer' })
  if (actor.kind === 'person' && !isCoordinator(actor)) return listOwn(deps, actor, listing)
  return meetingsIn(deps.store, everyMeeting, span, page)
}
