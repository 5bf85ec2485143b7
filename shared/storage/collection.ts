import * as z from 'zod'
import { staleVersion } from '../errors.ts'
import type { Action, Item, Key, Page, Query, Store } from './store.ts'
import type { TableName } from './tables.ts'

/** What every record of a collection has: its id, its version (the ETag) and when it came and changed. */
export const recordShape = {
  version: z.int().min(1),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
}

interface Record_ {
  readonly id: string
  readonly version: number
}

interface Definition<R extends Record_> {
  readonly table: TableName
  /** The word for one of them, in errors and as the sort key of the record itself. */
  readonly noun: string
  readonly schema: z.ZodType<R>
  /** The lists it stands in now. A list is a partition; copies are sorted by `sk`. */
  readonly lists: (record: R) => readonly Key[]
}

const row = (key: Key, record: object): Key & Item => ({ ...record, ...key })
const same = (a: Key) => (b: Key) => a.pk === b.pk && a.sk === b.sk

/**
 * Records with lists beside them: the record, and one copy of it in each list it belongs to, written in one
 * transaction and read consistently. Copies cost writes, and save a second read, an index and its delay.
 */
export const collection = <R extends Record_>({ table, noun, schema, lists }: Definition<R>) => {
  const keyOf = (id: string): Key => ({ pk: id, sk: noun })
  const parse = (item: Item): R => schema.parse(item)
  const stale = () => staleVersion(noun)
  return {
    table,
    keyOf,
    parse,

    async find(store: Store, id: string): Promise<R | undefined> {
      const item = await store.get(table, keyOf(id))
      return item && parse(item)
    },

    async findMany(store: Store, ids: readonly string[]): Promise<R[]> {
      const items = await store.getMany(ids.map((id) => ({ table, key: keyOf(id) })))
      return items.flatMap((item) => (item ? [parse(item)] : []))
    },

    create: (record: R): Action[] => [
      { table, put: row(keyOf(record.id), record), if: 'absent', orElse: stale },
      ...lists(record).map((key): Action => ({ table, put: row(key, record) })),
    ],

    /** Replaces `before` by `after`, whose version must be the next one; anybody else's write in between is stale. */
    replace(before: R, after: R): Action[] {
      const stays = lists(after)
      const leaves = lists(before).filter((key) => !stays.some(same(key)))
      return [
        { table, put: row(keyOf(after.id), after), if: { version: before.version }, orElse: stale },
        ...stays.map((key): Action => ({ table, put: row(key, after) })),
        ...leaves.map((key): Action => ({ table, delete: key })),
      ]
    },

    remove: (record: R): Action[] => [
      { table, delete: keyOf(record.id), if: { version: record.version }, orElse: stale },
      ...lists(record).map((key): Action => ({ table, delete: key })),
    ],

    /** Fails the transaction when the record has changed since it was read. */
    unchanged: (record: R): Action => ({
      table,
      check: keyOf(record.id),
      if: { version: record.version },
      orElse: stale,
    }),

    async page(store: Store, query: Omit<Query, 'table'>): Promise<Page<R>> {
      const { items, next } = await store.query({ ...query, table })
      return { items: items.map(parse), ...(next && { next }) }
    },
  }
}

/** A record's successor: changed, with the next version and the time. */
export const revise = <R extends Record_>(record: R, change: Partial<R>, now: Date): R => ({
  ...record,
  ...change,
  version: record.version + 1,
  updatedAt: now.toISOString(),
})

/** The fields of a record that is new at this moment. */
export const newRecord = (now: Date) => ({
  version: 1,
  createdAt: now.toISOString(),
  updatedAt: now.toISOString(),
})
