import { type Actor, isCoordinator } from '../access/actor.ts'
import { permitToKnow, type Within } from '../access/permit.ts'
import { isInside, standingOf } from '../coalitions/lifecycle.ts'
import { findParticipation, takesPartInAny } from '../coalitions/repository.ts'
import type { Participation } from '../coalitions/schema.ts'
import { notFound } from '../errors.ts'
import type { Organization } from '../organizations/schema.ts'
import type { Store } from '../storage/store.ts'
import { getMeeting } from './repository.ts'
import type { Meeting } from './schema.ts'

type Of = Pick<Meeting, 'coalitionId'>
type Asking = { readonly organizationId: string; readonly relation: Organization['relation'] }

/** Whether a contact was uninvited since. */
export const isWithdrawn = ({ withdrawn }: Pick<Meeting, 'withdrawn'>, contactId: string) =>
  withdrawn.some((each) => each.contactId === contactId)

/** Whether an organization is among those whom a meeting is for: inside its coalition, or a member. */
export const isCalled = async (store: Store, { coalitionId }: Of, { organizationId, relation }: Asking) =>
  coalitionId ? takesPartInAny(store, organizationId, [coalitionId]) : relation === 'member'

/** How an organization stands to read: whom an invitation has reached reads as if they had joined. */
export const readingAs = (own: Participation | undefined): Within => ({
  standing: isInside(own) ? own?.role : undefined,
})

const participant: Within = { standing: 'participant' }
const outside: Within = { standing: undefined }

/** In the alliance every member takes part, and none leads. */
const standings = async (store: Store, { coalitionId }: Of, { organizationId, relation }: Asking) => {
  if (!coalitionId)
    return relation === 'member'
      ? { within: participant, reading: participant }
      : { within: outside, reading: outside }
  const own = await findParticipation(store, coalitionId, organizationId)
  return { within: { standing: standingOf(own) }, reading: readingAs(own) }
}

export interface Standings {
  /** Where the actor stands in what the meeting is of, to do something. */
  readonly within: Within
  /** The same, to read. */
  readonly reading: Within
}

/** How somebody stands to what they may know of; for everybody else there is none. */
export const standingsTo = async (store: Store, actor: Actor, of: Of, noun: string): Promise<Standings> => {
  const found =
    actor.kind === 'person' ? await standings(store, of, actor) : { within: outside, reading: outside }
  if (!found.reading.standing && !isCoordinator(actor) && actor.kind !== 'system') throw notFound(noun)
  return found
}

export interface Known extends Standings {
  readonly meeting: Meeting
}

/** A meeting for somebody who may know of it; for everybody else there is none. */
export const meetingKnownTo = async (store: Store, actor: Actor, id: string): Promise<Known> => {
  const meeting = await getMeeting(store, id)
  return { meeting, ...(await standingsTo(store, actor, meeting, 'meeting')) }
}

/** The same for somebody who may read it. */
export const enterToRead = async (store: Store, actor: Actor, id: string): Promise<Known> => {
  const known = await meetingKnownTo(store, actor, id)
  permitToKnow(actor, 'meeting.read', 'meeting', known.reading)
  return known
}

/** Those of some meetings, or of what belongs to them, that an organization may know of. */
export const onlyKnownTo = async <T extends Of>(store: Store, meetings: readonly T[], asking: Asking) => {
  const coalitionIds = [...new Set(meetings.map(({ coalitionId }) => coalitionId))]
  const called = await Promise.all(
    coalitionIds.map((coalitionId) => isCalled(store, { coalitionId }, asking)),
  )
  return meetings.filter(({ coalitionId }) => called[coalitionIds.indexOf(coalitionId)])
}
