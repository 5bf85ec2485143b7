import type { Actor } from '../../access/actor.ts'
import { may } from '../../access/permit.ts'
import { isInside } from '../../coalitions/lifecycle.ts'
import { findParticipations } from '../../coalitions/repository.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import { distinct } from '../../text.ts'
import { answersOf, type Place } from '../answers/board.ts'
import { statusOf } from '../capacity/place.ts'
import { findAttendance } from '../minutes/repository.ts'
import type { Attendance } from '../minutes/schema.ts'
import type { Meeting } from '../schema.ts'
import { enterToRead } from '../standing.ts'
import { countVoices, type Voices } from './count.ts'
import { findProxies } from './repository.ts'
import type { GivenProxy, Proxies, QuorumView } from './schema.ts'

/** Those of the organizations invited that have a voice. */
const votersAmong = async ({ store }: Deps, { coalitionId }: Meeting, places: readonly Place[]) => {
  const invited = distinct(places.map(({ organizationId }) => organizationId))
  if (!coalitionId) return new Set<string>(invited)
  const parts = await findParticipations(store, coalitionId, invited)
  return new Set<string>(invited.filter((_, at) => isInside(parts[at]) && parts[at]?.role !== 'observer'))
}

const comingBy = (places: readonly Place[], { version, present }: Attendance) => {
  const known = version > 0 ? present : places.filter(({ rsvp }) => statusOf(rsvp) === 'taken')
  return new Set<string>(known.map(({ organizationId }) => organizationId))
}

interface Given {
  readonly places: readonly Place[]
  readonly attendance: Attendance
  readonly proxies: Proxies
}

export const voicesOf = async (deps: Deps, meeting: Meeting, given: Given): Promise<Voices> => ({
  voters: await votersAmong(deps, meeting, given.places),
  coming: comingBy(given.places, given.attendance),
  proxies: given.proxies.given,
})

/** How the quorum of a meeting stands, where it has one: by who is there, or, before that is said, by the answers. */
export const quorumStanding = async (
  deps: Deps,
  meeting: Meeting,
  answers: readonly Place[] | Promise<readonly Place[]>,
): Promise<QuorumView | undefined> => {
  const { id, quorum } = meeting
  if (!quorum) return undefined
  const [attendance, proxies, places] = await Promise.all([
    findAttendance(deps.store, id),
    findProxies(deps.store, id),
    answers,
  ])
  const voices = await voicesOf(deps, meeting, { places, attendance, proxies })
  return { ...countVoices(quorum, voices), by: attendance.version > 0 ? 'attendance' : 'answers' }
}

export const readQuorum = async (deps: Deps, actor: Actor, id: Meeting['id']): Promise<QuorumView> => {
  const { meeting } = await enterToRead(deps.store, actor, id)
  if (!meeting.quorum) throw notFound('quorum')
  const standing = await quorumStanding(deps, meeting, answersOf(deps.store, meeting))
  if (!standing) throw notFound('quorum')
  return standing
}

/** Who speaks for whom: all of it for those who lead and coordinate, for others what is their own. */
export const readProxies = async (deps: Deps, actor: Actor, id: Meeting['id']): Promise<GivenProxy[]> => {
  const { within } = await enterToRead(deps.store, actor, id)
  const { given } = await findProxies(deps.store, id)
  if (may(actor, 'meeting.read-answers', within)) return given
  const own = actor.kind === 'person' ? actor.organizationId : undefined
  return given.filter(({ organizationId, heldBy }) => organizationId === own || heldBy === own)
}
