import type { Actor } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import type { Page } from '../../storage/store.ts'
import { enterToRead, organizationOf, seesAll } from '../enter.ts'
import type { Paging } from '../repository.ts'
import { objectionsPage } from './repository.ts'
import type { Objection } from './schema.ts'

interface Listing {
  readonly coalitionId: string
  readonly page: Paging
}

/** Objections on record: all for who leads or coordinates, its own for any other organization. */
export const listObjections = async (
  deps: Deps,
  actor: Actor,
  { coalitionId, page }: Listing,
): Promise<Page<Objection>> => {
  const { coalition, within } = await enterToRead(deps.store, actor, coalitionId)
  const { items, next } = await objectionsPage(deps.store, coalition.id, page)
  const seesEvery = seesAll(actor) || within.standing === 'lead'
  const shown = items.filter(({ organizationId }) => seesEvery || organizationId === organizationOf(actor))
  return { items: shown, ...(next && { next }) }
}
