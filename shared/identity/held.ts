import { createHash } from 'node:crypto'
import { staleVersion } from '../errors.ts'
import type { Action, Item, Key, Store } from '../storage/store.ts'

export const table = 'integrations'

export const hashSecret = (secret: string) => createHash('sha256').update(secret).digest('base64url')

export const keyOf = (hash: string): Key => ({ pk: `credential#${hash}`, sk: 'credential' })
export const holder = (contactId: string) => `person#${contactId}`
export const generationKey = (contactId: string): Key => ({ pk: holder(contactId), sk: 'generation' })

export interface Held {
  readonly generation: Item | undefined
  /** Oldest first. */
  readonly items: readonly Item[]
}

const createdAt = (item: Item) => String(item['createdAt'])

/** Everything a person holds: at most some forty rows, for `startCredential` keeps it so. */
export const heldBy = async (store: Store, contactId: string): Promise<Held> => {
  const { items } = await store.query({ table, partition: holder(contactId) })
  return {
    generation: items.find(({ sk }) => sk === 'generation'),
    items: items
      .filter(({ sk }) => sk !== 'generation')
      .sort((a, b) => createdAt(a).localeCompare(createdAt(b))),
  }
}

/** Ending and starting both raise it, so that no session begins behind the back of an ending. */
export const raiseGeneration = (contactId: string, { generation }: Held): Action => {
  const version = (generation?.['version'] as number | undefined) ?? 0
  return {
    table,
    put: { ...generationKey(contactId), version: version + 1 },
    if: generation ? { version } : 'absent',
    orElse: () => staleVersion('contact'),
  }
}

export const removal = (contactId: string, item: Item): Action[] => [
  { table, delete: keyOf(String(item['hash'])) },
  { table, delete: { pk: holder(contactId), sk: item['sk'] as string } },
]

/** The row of a secret that another has taken the place of, while it still counts along. */
export const isBefore = ({ sk }: Item) => String(sk).endsWith('#before')

export const hasExpired = (item: Item, now: Date) => (item['expiresAt'] as number) * 1000 <= now.getTime()
