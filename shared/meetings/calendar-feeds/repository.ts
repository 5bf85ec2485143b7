import { createHash } from 'node:crypto'
import { staleVersion } from '../../errors.ts'
import type { Action, Key, Store } from '../../storage/store.ts'
import { type Holding, holding, type Subscription, subscription } from './schema.ts'

const table = 'integrations'

/** Only the hash of a secret is kept. */
export const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url')

const keyOf = (hash: string): Key => ({ pk: `calendar-feed#${hash}`, sk: 'calendar-feed' })
const holdingKey = (contactId: string): Key => ({ pk: `calendar-feeds#${contactId}`, sk: 'calendar-feeds' })

export const findSubscription = async (store: Store, secret: string): Promise<Subscription | undefined> => {
  const item = await store.get(table, keyOf(hashOf(secret)))
  return item && subscription.parse(item)
}

export const findHolding = async (store: Store, contactId: string): Promise<Holding> => {
  const item = await store.get(table, holdingKey(contactId))
  return item ? holding.parse(item) : { feeds: [], version: 0 }
}

const putHolding = (contactId: string, { version }: Holding, feeds: Holding['feeds']): Action => ({
  table,
  put: { feeds, version: version + 1, ...holdingKey(contactId) },
  if: version === 0 ? 'absent' : { version },
  orElse: () => staleVersion('calendar feed'),
})

export const addSubscription = (before: Holding, made: Subscription, hash: string): Action[] => {
  const { id, coalitionId, createdAt, contactId } = made
  const kept = { id, ...(coalitionId && { coalitionId }), createdAt, hash }
  return [
    putHolding(contactId, before, [...before.feeds, kept]),
    { table, put: { ...made, ...keyOf(hash) }, if: 'absent' },
  ]
}

/** Takes away every feed of a contact, and that they ever had one. */
export const removeFeeds = async (store: Store, contactId: string): Promise<Action[]> => [
  ...(await findHolding(store, contactId)).feeds.map(({ hash }): Action => ({ table, delete: keyOf(hash) })),
  { table, delete: holdingKey(contactId) },
]

export const removeSubscription = (contactId: string, before: Holding, hash: string): Action[] => [
  putHolding(
    contactId,
    before,
    before.feeds.filter((each) => each.hash !== hash),
  ),
  { table, delete: keyOf(hash) },
]

/** Ends all that a contact holds. */
export const removeSubscriptions = (contactId: string, before: Holding): Action[] =>
  before.feeds.length === 0
    ? []
    : [
        putHolding(contactId, before, []),
        ...before.feeds.map(({ hash }): Action => ({ table, delete: keyOf(hash) })),
      ]
