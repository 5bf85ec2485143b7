import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { countAnswers, pageWithin, seats } from './board.ts'
import { countPlaces, placesShown } from './capacity/show.ts'
import { quorumStanding } from './quorum/read.ts'
import type { PageOf } from './repository.ts'
import type { Meeting } from './schema.ts'
import { meetingKnownTo } from './standing.ts'

interface Asking {
  readonly id: Meeting['id']
  readonly page: PageOf
}

/**
 * Who was invited and what they answered, with counts over all of them. Reads the whole board each time: an
 * alliance's members are some thousand contacts, a hundred to a call.
 */
export const readAnswers = async (deps: Deps, actor: Actor, { id, page }: Asking) => {
  const { meeting, within } = await meetingKnownTo(deps.store, actor, id)
  permit(actor, 'meeting.read-answers', within)
  const places = await seats(deps.store, meeting)
  const answers = places.flatMap(({ rsvp }) => rsvp ?? [])
  const held = countPlaces(meeting, answers)
  const [shown, quorum] = await Promise.all([
    placesShown(deps.store, meeting, answers),
    quorumStanding(deps, meeting, places),
  ])
  return {
    ...pageWithin(places, page),
    shown,
    counts: { ...countAnswers(places), ...(held && { places: held }), ...(quorum && { quorum }) },
  }
}
