import type { TableName } from './tables.ts'

export interface Key {
  readonly pk: string
  readonly sk: string
}

export type Item = Record<string, unknown>

/** A value an attribute must have, or the values it may have, before a write goes through. */
export type Expected = Readonly<Record<string, unknown>>

/** `absent`: the row must not exist; `present`: it must; an object: it must exist with these values. */
export type Condition = 'absent' | 'present' | Expected

interface Guard {
  readonly table: TableName
  readonly if?: Condition
  /** The error to throw when the condition fails, given the row as it stood. */
  readonly orElse?: (found: Item | undefined) => Error
}

export type Action =
  | (Guard & { readonly put: Key & Item })
  | (Guard & { readonly delete: Key })
  | (Guard & { readonly check: Key })
  | (Guard & {
      readonly add: Key
      readonly by: Readonly<Record<string, number>>
      readonly atMost?: Readonly<Record<string, number>>
      /** Attributes to set beside the counters, such as when the row expires. */
      readonly set?: Item
    })

export interface Query {
  readonly table: TableName
  readonly index?: string
  readonly partition: string
  readonly prefix?: string
  /** Inclusive bounds of the sort key; not together with `prefix`. */
  readonly from?: string
  readonly to?: string
  readonly limit?: number
  readonly after?: Item
  readonly descending?: boolean
}

export interface Page<T = Item> {
  readonly items: T[]
  /** Where the next page begins, or nothing when this was the last. */
  readonly next?: Item
}

/** One compare-and-set of a whole row by PartiQL, answered one by one (see `Store.swap`). */
export type Swap =
  | { readonly insert: Key & Item }
  | { readonly key: Key; readonly attribute: string; readonly value: Item; readonly version: number }

export interface Store {
  /** Consistent read of one row. */
  get(table: TableName, key: Key): Promise<Item | undefined>
  /** Consistent reads, any number, in the order asked for; `undefined` where there is no row. */
  getMany(keys: readonly { table: TableName; key: Key }[]): Promise<(Item | undefined)[]>
  /** One page: consistent on a table, eventually consistent on an index. */
  query(query: Query): Promise<Page>
  /** One conditional write; throws the action's own error, or `ConditionFailed`. */
  write(action: Action): Promise<void>
  /** All or nothing, at most 100 actions, retried through conflicts under one token. */
  transact(actions: readonly Action[]): Promise<void>
  /** Unconditional and idempotent puts and deletes, in any number. */
  writeMany(actions: readonly Action[]): Promise<void>
  /**
   * Up to 25 rows of one table at once, each for itself: an `insert` goes in only where no row is, another
   * sets one attribute only where that attribute's `version` is as given. Says of each whether it won.
   */
  swap(table: TableName, swaps: readonly Swap[]): Promise<boolean[]>
}

/** A condition did not hold and the action named no error of its own. */
export class ConditionFailed extends Error {
  override readonly name = 'ConditionFailed'
  readonly table: TableName
  readonly found: Item | undefined
  constructor(table: TableName, found: Item | undefined) {
    super(`A condition on a row of ${table} did not hold`)
    this.table = table
    this.found = found
  }
}
