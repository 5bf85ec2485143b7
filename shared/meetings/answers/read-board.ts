import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { countPlaces, placesShown } from '../capacity/show.ts'
import { quorumStanding } from '../quorum/read.ts'
import { getMeeting, type PageOf } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { standingsTo } from '../standing.ts'
import { answersOf, countAnswers, excused, type Place, pageWithin } from './board.ts'

interface Asking {
  readonly id: Meeting['id']
  readonly page: PageOf
}

const rsvpsIn = (places: readonly Place[]) => places.flatMap(({ rsvp }) => rsvp ?? [])

/**
 * Who was invited and what they answered, with counts over all of them. Reads the whole board each time: an
 * alliance's members are some thousand contacts, a hundred to a call.
 */
export const readAnswers = async (deps: Deps, actor: Actor, { id, page }: Asking) => {
  const { store } = deps
  const meeting = await getMeeting(store, id)
  const open = answersOf(store, meeting)
  const [{ within }, { places, organizations }, shown, quorum] = await Promise.all([
    standingsTo(store, actor, meeting, 'meeting'),
    open.then((given) => excused(store, given)),
    open.then((given) => placesShown(store, meeting, rsvpsIn(given))),
    quorumStanding(deps, meeting, open),
  ])
  permit(actor, 'meeting.read-answers', within)
  const held = countPlaces(meeting, rsvpsIn(places))
  return {
    ...pageWithin(places, page),
    organizations,
    shown,
    counts: { ...countAnswers(places), ...(held && { places: held }), ...(quorum && { quorum }) },
  }
}
