import type { Deps } from '../deps.ts'
import type { Action, Key, Store } from '../storage/store.ts'

const table = 'integrations'

const keyOf = (feed: string): Key => ({ pk: `feed#${feed}`, sk: 'stamp' })

/**
 * Marks that a feed has changed, for the transaction that changes it. Who asks for the feed again is answered by
 * this one row while nothing has.
 */
export const stampFeed = ({ ids }: Pick<Deps, 'ids'>, feed: string): Action => ({
  table,
  put: { mark: ids.next('event'), ...keyOf(feed) },
})

/** The mark of a feed's latest change; the same for all feeds to which nothing ever happened. */
export const stampOfFeed = async (store: Store, feed: string): Promise<string> =>
  String((await store.get(table, keyOf(feed)))?.['mark'] ?? 'never')
