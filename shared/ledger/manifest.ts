import * as z from 'zod'
import { classes } from '../organizations/schema.ts'
import type { Action, Item, Key, Store } from '../storage/store.ts'
import { chunkPartition } from './delivery.ts'
import { sealKey } from './notification.ts'

/** Contacts of a chunk. */
export const chunkSize = 25

const table = 'deliveries'

/** Somebody to be told, as the manifest froze it. */
export interface Entry {
  readonly contactId: string
  readonly organizationId: string
  readonly class: (typeof classes)[number]
  readonly language: string
  /** Partitions of the deliveries that a correction's recipient may have had before. */
  readonly priors: readonly string[]
}

/** An entry as a line of some fifty bytes, so that twenty-five of them cost two write units. */
const lineOf = ({ contactId, organizationId, class: of, language, priors }: Entry) =>
  [contactId, organizationId, of, language, ...priors].join('|')

const entryOf = (line: string): Entry => {
  const [contactId = '', organizationId = '', of = '', language = '', ...priors] = line.split('|')
  return { contactId, organizationId, class: z.enum(classes).parse(of), language, priors }
}

const chunkRow = z.object({
  entries: z.array(z.string()).min(1),
  /** Where the walk stood after the last entry; the next chunk goes on from here. */
  position: z.record(z.string(), z.unknown()),
})

export interface Chunk {
  readonly entries: Entry[]
  readonly position: Item
}

export const manifestKey = (notificationId: string, chunk: number): Key => ({
  pk: chunkPartition(notificationId, chunk),
  sk: 'manifest',
})

export const parseChunk = (item: Item): Chunk => {
  const { entries, position } = chunkRow.parse(item)
  return { entries: entries.map(entryOf), position }
}

/** Stores a chunk, unless it is stored already. */
export const putChunk = (notificationId: string, chunk: number, { entries, position }: Chunk): Action => ({
  table,
  put: { entries: entries.map(lineOf), position, ...manifestKey(notificationId, chunk) },
  if: 'absent',
})

export const findChunk = async (store: Store, notificationId: string, chunk: number) => {
  const item = await store.get(table, manifestKey(notificationId, chunk))
  return item && parseChunk(item)
}

export const seal = z.object({ chunks: z.int(), contacts: z.int(), at: z.iso.datetime() })
export type Seal = z.infer<typeof seal>

export const findSeal = async (store: Store, notificationId: string): Promise<Seal | undefined> => {
  const item = await store.get(table, sealKey(notificationId))
  return item && seal.parse(item)
}

interface ManifestPage {
  readonly items: Entry[]
  readonly next?: Item
}

/** Everybody in a manifest, as far as it is expanded; some thousand contacts at most, a hundred chunks to a call. */
export const wholeManifest = async (store: Store, notificationId: string): Promise<Entry[]> => {
  const told: Entry[] = []
  let after: Item | undefined
  do {
    const page = await manifestPage(store, notificationId, { after, limit: 100 * chunkSize })
    told.push(...page.items)
    after = page.next
  } while (after)
  return told
}

/** A page of the manifest, chunk by chunk; what is not expanded yet is not there yet. */
export const manifestPage = async (
  store: Store,
  notificationId: string,
  { after, limit = 50 }: { after?: Item | undefined; limit?: number },
): Promise<ManifestPage> => {
  const first = after ? Number(after['chunk']) : 1
  const chunks = Array.from({ length: Math.max(1, Math.floor(limit / chunkSize)) }, (_, at) => first + at)
  const rows = await store.getMany(
    chunks.map((chunk) => ({ table, key: manifestKey(notificationId, chunk) })),
  )
  const items = rows.flatMap((row) => (row ? parseChunk(row).entries : []))
  const complete = rows.every((row) => row && parseChunk(row).entries.length === chunkSize)
  return { items, ...(complete && { next: { chunk: first + chunks.length } }) }
}
