import { type Actor, isCoordinator } from '../access/actor.ts'
import { standingOf } from '../coalitions/lifecycle.ts'
import { insidePage, standingIn } from '../coalitions/repository.ts'
import type { Page, Store } from '../storage/store.ts'

/** Whether somebody is inside the coalition that writes, or campaigns. */
export const isInside = async (store: Store, actor: Actor, { coalitionId }: { coalitionId: string }) =>
  isCoordinator(actor) ||
  (actor.kind === 'person' && (await standingIn(store, coalitionId, actor.organizationId)) !== undefined)

interface Lists<T> {
  readonly open: () => Promise<Page<T>>
  readonly of: (coalitionId: string) => Promise<Page<T>>
}

/** So many coalitions of an organization are looked into. */
const most = { limit: 50 }

/** What is open to every member, and what is of the coalitions that an organization has joined; each once. */
export const withinReach = async <T extends { readonly id: string }>(
  store: Store,
  organizationId: string,
  { open, of }: Lists<T>,
): Promise<T[]> => {
  const ofOwn = async () => {
    const { items } = await insidePage(store, organizationId, most)
    const joined = items.filter((each) => standingOf(each))
    return Promise.all(joined.map(({ coalitionId }) => of(coalitionId)))
  }
  const [first, own] = await Promise.all([open(), ofOwn()])
  const found = [first, ...own].flatMap(({ items }) => items.map((each) => [each.id, each] as const))
  return [...new Map(found).values()]
}
