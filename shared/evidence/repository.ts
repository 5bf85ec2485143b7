import * as z from 'zod'
import { DomainError } from '../errors.ts'
import { everyItem } from '../storage/pages.ts'
import type { Action, Item, Key, Store } from '../storage/store.ts'
import { type Entry, entry } from './entry.ts'
import { type PublicKey, publicKey } from './keys.ts'

const table = 'deliveries'

/** Chains of one record lie together: the alert's own, or those of a notification's chunks, one after another. */
const entries = (record: string) => `evidence#${record}`
/** Apart from the entries, so that they can be forgotten. */
const secrets = (record: string) => `evidence-secrets#${record}`

const padded = (number: number) => String(number).padStart(6, '0')
const placeOf = ({ chunk, sequence }: { chunk: number; sequence: number }) =>
  `${padded(chunk)}#${padded(sequence)}`

/** The chunk of a chain; an alert's own has none. */
const chunkOf = ({ body }: Entry) => (body.kind === 'deliveries' ? body.chunk : 0)

const overtaken = () => new DomainError('stale', 'Somebody else has added to this evidence.')

/** Appends an entry, unless another took its place; what opens its digests is kept apart. */
export const appendEntry = (record: string, given: Entry, secret: object): Action[] => {
  const sk = placeOf({ chunk: chunkOf(given), sequence: given.body.sequence })
  return [
    { table, put: { entry: given, pk: entries(record), sk }, if: 'absent', orElse: overtaken },
    { table, put: { secret, pk: secrets(record), sk }, if: 'absent', orElse: overtaken },
  ]
}

/** The last entries of a chain, newest first. */
export const lastEntries = async (store: Store, record: string, chunk: number, limit: number) => {
  const prefix = `${padded(chunk)}#`
  const query = { table, partition: entries(record), prefix, descending: true, limit } as const
  const { items } = await store.query(query)
  return items.map(({ entry: found }) => entry.parse(found))
}

const secretKey = (record: string, { chunk, sequence }: { chunk: number; sequence: number }): Key => ({
  pk: secrets(record),
  sk: placeOf({ chunk, sequence }),
})

export const findSecret = async (
  store: Store,
  record: string,
  place: { chunk: number; sequence: number },
) => {
  const item = await store.get(table, secretKey(record, place))
  return item?.['secret']
}

/** Whose lines in a chunk are never to be opened again; who appends checks that nobody joined them meanwhile. */
const forgotten = z.object({ contactIds: z.array(z.string()), version: z.int() })
export type Forgotten = z.infer<typeof forgotten>

const forgottenKey = (record: string, chunk: number): Key => ({
  pk: secrets(record),
  sk: `forgotten#${padded(chunk)}`,
})
const asRead = ({ version }: Forgotten) => (version === 0 ? ('absent' as const) : { version })

export const findForgotten = async (store: Store, record: string, chunk: number): Promise<Forgotten> => {
  const item = await store.get(table, forgottenKey(record, chunk))
  return item ? forgotten.parse(item) : { contactIds: [], version: 0 }
}

export const forgottenUnchanged = (record: string, chunk: number, read: Forgotten): Action => ({
  table,
  check: forgottenKey(record, chunk),
  if: asRead(read),
  orElse: overtaken,
})

export const putForgotten = (record: string, chunk: number, read: Forgotten, contactId: string): Action => ({
  table,
  put: {
    contactIds: [...read.contactIds, contactId],
    version: read.version + 1,
    ...forgottenKey(record, chunk),
  },
  if: asRead(read),
  orElse: overtaken,
})

/** What opens the digests of one chunk's entries. */
export const secretsOfChunk = (store: Store, record: string, chunk: number): Promise<Item[]> =>
  everyItem(({ limit, after }) => {
    const prefix = `${padded(chunk)}#`
    return store.query({ table, partition: secrets(record), prefix, limit, ...(after && { after }) })
  })

/** Less of it than there was. */
export const putSecret = ({ pk, sk, version }: Item, secret: object): Action => ({
  table,
  put: { secret, version: Number(version ?? 0) + 1, pk: String(pk), sk: String(sk) },
  if: { version },
  orElse: overtaken,
})

async function* rows(store: Store, partition: string) {
  let after: Item | undefined
  do {
    const page = await store.query({ table, partition, ...(after && { after }) })
    yield* page.items
    after = page.next
  } while (after)
}

/** A record's entries in order, each with what opens its digests, where that was not forgotten. */
export const allEntries = async (store: Store, record: string) => {
  const known = new Map<unknown, unknown>()
  for await (const { sk, secret } of rows(store, secrets(record))) known.set(sk, secret)
  const found: { entry: Entry; secret: unknown }[] = []
  for await (const { sk, entry: one } of rows(store, entries(record)))
    found.push({ entry: entry.parse(one), secret: known.get(sk) })
  return found
}

/** Public keys stay published when the ring has long lost the private ones. */
const published = 'evidence-keys'

export const publishKey = (key: PublicKey): Action => ({
  table,
  put: { key, pk: published, sk: key.kid },
})

export const publishedKeys = async (store: Store): Promise<PublicKey[]> => {
  const { items } = await store.query({ table, partition: published })
  return z.array(publicKey).parse(items.map(({ key }) => key))
}
