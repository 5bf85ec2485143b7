import { everyItem } from '../storage/pages.ts'
import type { Action, Item, Key, Store } from '../storage/store.ts'
import { chunkPartition } from './delivery.ts'
import { findSeal } from './manifest.ts'
import { type Notification, notificationKey, subjectList } from './notification.ts'
import { findHalt } from './repository.ts'
import { countDeliveries, hasOpen, totalsKey, totalsPage } from './totals.ts'

const table = 'deliveries'

const rowsOf = (store: Store, partition: string): Promise<Item[]> =>
  everyItem(({ limit, after }) => store.query({ table, partition, limit, ...(after && { after }) }))

const keyOf = ({ pk, sk }: Item): Key => ({ pk: String(pk), sk: String(sk) })
const deleted = (row: Item): Action => ({ table, delete: keyOf(row) })

/** Whether something of a notification is still to be done: its manifest, or a mail that nobody has stopped. */
export const isUnderWay = async (store: Store, notification: Notification): Promise<boolean> => {
  // Stopped with another, it goes on with that one.
  if ((await findHalt(store, notification)) === 'itself') return false
  if (!(await findSeal(store, notification.id))) return true
  return hasOpen((await countDeliveries(store, notification.id)).counts)
}

/**
 * Removes the deliveries of a page of chunks, and their totals after them, so that it goes on where it was interrupted.
 * Answers how many chunks there were; none, once all are gone.
 */
export const removeChunks = async (store: Store, id: string): Promise<number> => {
  const { items } = await totalsPage(store, id, undefined, 20)
  for (const { chunk } of items) {
    await store.writeMany((await rowsOf(store, chunkPartition(id, chunk))).map(deleted))
    await store.write({ table, delete: totalsKey(id, chunk) })
  }
  return items.length
}

/** Removes what is left of a notification when its chunks are gone, in one transaction with what is given. */
export const removeNotification = async (
  store: Store,
  { id, subject, kind, createdAt }: Notification,
  also: readonly Action[],
): Promise<void> => {
  const own = notificationKey(id)
  const rest = (await rowsOf(store, id)).filter(({ sk }) => sk !== own.sk)
  await store.transact([
    { table, delete: own, if: 'present' },
    ...rest.map(deleted),
    { table, delete: { pk: subjectList(subject, kind), sk: `${createdAt}#${id}` } },
    ...also,
  ])
}
