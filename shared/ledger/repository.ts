import { DomainError } from '../errors.ts'
import { ConditionFailed, type Item, type Key, type Store, type Swap } from '../storage/store.ts'
import {
  changesException,
  type Delivery,
  type DeliveryState,
  delivery,
  deliveryKey,
  deliveryRow,
} from './delivery.ts'
import { type Chunk, parseChunk } from './manifest.ts'
import {
  contentKey,
  haltKey,
  type Notification,
  notification,
  notificationKey,
  overKey,
} from './notification.ts'

const table = 'deliveries'

export const parseDelivery = (item: Item): Delivery => delivery.parse(item['delivery'])

/** A chunk with its deliveries by contact, by one query; nothing where there is no such chunk. */
export const loadChunk = async (store: Store, partition: string) => {
  const items: Item[] = []
  let after: Item | undefined
  do {
    const page = await store.query({ table, partition, ...(after && { after }) })
    items.push(...page.items)
    after = page.next
  } while (after)
  const manifest = items.find(({ sk }) => sk === 'manifest')
  if (!manifest) return undefined
  const deliveries = new Map(
    items.filter(({ delivery }) => delivery).map((item) => [item['sk'] as string, parseDelivery(item)]),
  )
  return { chunk: parseChunk(manifest) satisfies Chunk, deliveries }
}

/** Deliveries by their keys, in order; nothing for those that nobody has stored. */
export const findDeliveries = async (store: Store, keys: readonly Key[]) => {
  const items = await store.getMany(keys.map((key) => ({ table, key })))
  return items.map((item) => item && parseDelivery(item))
}

/**
 * Whether nothing more of a notification may be sent: by `itself`, until somebody starts it again, or `with` the one
 * that it says once more, until that goes on.
 */
export const findHalt = async (
  store: Store,
  { id, repeats }: Pick<Notification, 'id' | 'repeats'>,
): Promise<'itself' | 'with' | undefined> => {
  const keys = [haltKey(id), ...(repeats ? [overKey(repeats), haltKey(repeats)] : [])]
  const [own, over, other] = await store.getMany(keys.map((key) => ({ table, key })))
  if (own || over) return 'itself'
  return other && 'with'
}

/** Some notifications, without what they say; those that are gone are left out. */
export const findNotifications = async (store: Store, ids: readonly string[]): Promise<Notification[]> => {
  const items = await store.getMany(ids.map((id) => ({ table, key: notificationKey(id) })))
  return items.flatMap((item) => (item ? [notification.parse(item)] : []))
}

/** What some notifications are about, each once. */
export const findSubjects = async (store: Store, ids: readonly string[]): Promise<string[]> => [
  ...new Set((await findNotifications(store, ids)).map(({ subject }) => subject)),
]

/** A notification and what it says. Neither ever changes, so a caller may keep them. */
export const getNotification = async (
  store: Store,
  id: string,
): Promise<{ notification: Notification; content: unknown }> => {
  const [found, said] = await store.getMany(
    [notificationKey(id), contentKey(id)].map((key) => ({ table, key })),
  )
  if (!found || !said) throw new DomainError('not-found', 'There is no such notification.')
  return { notification: notification.parse(found), content: said['content'] }
}

/** A delivery as it was read, if it was there, and as it shall be. */
export interface Change {
  readonly partition: string
  readonly contactId: string
  readonly from: Delivery | undefined
  readonly to: Delivery
}

const asSwap = ({ partition, contactId, from, to }: Change): Swap =>
  from
    ? {
        key: deliveryKey(partition, contactId),
        attribute: 'delivery',
        value: { ...to },
        version: from.version,
      }
    : { insert: deliveryRow(partition, contactId, to) }

/** A change that also enters or leaves the sparse index replaces the whole row. */
const replace = async (store: Store, { partition, contactId, from, to }: Change) => {
  try {
    const put = deliveryRow(partition, contactId, to)
    await store.write({ table, put, if: { 'delivery.version': from!.version } })
    return true
  } catch (error) {
    if (error instanceof ConditionFailed) return false
    throw error
  }
}

const plain = ({ from, to }: Change) => !from || !changesException(from.state, to.state)

/** Carries out each change whose delivery still is as it was read, and says of each whether it was. */
export const change = async (store: Store, changes: readonly Change[]): Promise<boolean[]> => {
  const won = changes.map(() => false)
  const places = changes.map((_, at) => at)
  const swapped = places.filter((at) => plain(changes[at]!))
  for (let from = 0; from < swapped.length; from += 25) {
    const some = swapped.slice(from, from + 25)
    const answers = await store.swap(
      table,
      some.map((at) => asSwap(changes[at]!)),
    )
    for (const [place, at] of some.entries()) won[at] = answers[place]!
  }
  const replaced = places.filter((at) => !plain(changes[at]!))
  await Promise.all(
    replaced.map(async (at) => {
      won[at] = await replace(store, changes[at]!)
    }),
  )
  return won
}

/** How often a state occurs. */
export type Counts = Partial<Record<DeliveryState, number>>
