import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { moodsOf } from '../reminders/remind.ts'
import type { PageOf } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { meetingKnownTo } from '../standing.ts'
import { type Place, pageWithin, seats } from './board.ts'

/** An organization none of whose contacts has answered, with those who could. */
export interface Silence {
  readonly organizationId: Place['organizationId']
  readonly contactIds: Place['contactId'][]
}

interface Asking {
  readonly id: Meeting['id']
  readonly page: PageOf
}

/** Who is silent, by organization. Reads the whole board, as the board does. */
export const readSilent = async (deps: Deps, actor: Actor, { id, page }: Asking) => {
  const { meeting, within } = await meetingKnownTo(deps.store, actor, id)
  permit(actor, 'meeting.read-answers', within)
  const silent = moodsOf(await seats(deps.store, meeting)).flatMap(({ place, mood }) =>
    mood === 'silent' ? [place] : [],
  )
  const all = [...Map.groupBy(silent, ({ organizationId }) => organizationId)].map(
    ([organizationId, places]): Silence => ({
      organizationId,
      contactIds: places.map(({ contactId }) => contactId),
    }),
  )
  return pageWithin(all, page)
}
