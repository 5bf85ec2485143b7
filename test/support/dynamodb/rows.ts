import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { Item, Key } from '../../../shared/storage/store.ts'
import type { IndexDefinition } from '../../../shared/storage/tables.ts'
import { refused, type Stored } from './errors.ts'

const largestRow = 400 * 1024

/** A row as it is stored; `plain` is only ever looked at, what is handed out is a copy. */
export interface Row {
  readonly stored: Stored
  readonly plain: Item
  readonly size: number
}

export const rowOf = (item: Item): Row => {
  const stored = marshall(item, { removeUndefinedValues: true }) as Stored
  const size = Buffer.byteLength(JSON.stringify(stored))
  if (size > largestRow) return refused('Item size has exceeded the maximum allowed size')
  return { stored, plain: unmarshall(stored), size }
}

const hasSurrogates = /[\ud800-\udfff]/

/** The order of DynamoDB's strings: that of their bytes in UTF-8. */
export const compare = (a: string, b: string) => {
  if (a === b) return 0
  if (hasSurrogates.test(a) || hasSurrogates.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return a < b ? -1 : 1
}

type Place = readonly string[]

const comparePlaces = (a: Place, b: Place) => {
  for (const [at, step] of a.entries()) {
    const order = compare(step, b[at] ?? '')
    if (order !== 0) return order
  }
  return 0
}

/** The rows of one partition, in order. */
class Partition {
  readonly #places: Place[] = []
  readonly #rows: Row[] = []

  /** Where the first row that does not come before `place` stands. */
  #find(place: Place) {
    let low = 0
    let high = this.#places.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (comparePlaces(this.#places[middle]!, place) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #isAt(at: number, place: Place) {
    return at < this.#places.length && comparePlaces(this.#places[at]!, place) === 0
  }

  put(place: Place, row: Row) {
    const at = this.#find(place)
    const replaced = this.#isAt(at, place) ? 1 : 0
    this.#places.splice(at, replaced, place)
    this.#rows.splice(at, replaced, row)
  }

  remove(place: Place) {
    const at = this.#find(place)
    if (!this.#isAt(at, place)) return
    this.#places.splice(at, 1)
    this.#rows.splice(at, 1)
  }

  get(place: Place): Row | undefined {
    const at = this.#find(place)
    return this.#isAt(at, place) ? this.#rows[at] : undefined
  }

  /** Rows whose first sort value passes, from after `place` on, in either direction. */
  *walk(passes: (sort: string) => boolean, after: Place | undefined, descending: boolean): Generator<Row> {
    const step = descending ? -1 : 1
    const found = after && this.#find(after)
    const next = found !== undefined && (descending ? found - 1 : found + (this.#isAt(found, after!) ? 1 : 0))
    const first = descending ? this.#rows.length - 1 : 0
    for (let at = next === false ? first : next; at >= 0 && at < this.#rows.length; at += step)
      if (passes(this.#places[at]![0]!)) yield this.#rows[at]!
  }
}

const primary: IndexDefinition = { partition: 'pk', sort: 'sk', projection: 'ALL' }

/** One table, or one index of it: rows by partition and in order. */
class View {
  readonly definition: IndexDefinition
  readonly #partitions = new Map<string, Partition>()

  constructor(definition: IndexDefinition) {
    this.definition = definition
  }

  #textAt(item: Item, name: string): string | undefined {
    const value = item[name]
    if (value === undefined) return undefined
    return typeof value === 'string' && value !== '' ? value : refused(`${name} is a key and no text`)
  }

  /** Where a row stands here, or nothing where it has not both attributes. */
  placeOf(item: Item): { partition: string; place: Place } | undefined {
    const { partition, sort } = this.definition
    const [first, second] = [this.#textAt(item, partition), this.#textAt(item, sort)]
    if (first === undefined || second === undefined) return undefined
    return { partition: first, place: [second, String(item['pk']), String(item['sk'])] }
  }

  put(row: Row) {
    const at = this.placeOf(row.plain)
    if (!at) return
    const partition = this.#partitions.get(at.partition) ?? new Partition()
    this.#partitions.set(at.partition, partition)
    partition.put(at.place, row)
  }

  remove(row: Row) {
    const at = this.placeOf(row.plain)
    if (at) this.partition(at.partition)?.remove(at.place)
  }

  partition(name: string) {
    return this.#partitions.get(name)
  }

  *rows() {
    for (const partition of this.#partitions.values()) yield* partition.walk(() => true, undefined, false)
  }
}

/** A table with its indexes, which follow at once. */
export class Table {
  readonly #main = new View(primary)
  readonly #indexes: Readonly<Record<string, View>>

  constructor(indexes: Readonly<Record<string, IndexDefinition>>) {
    this.#indexes = Object.fromEntries(
      Object.entries(indexes).map(([name, definition]) => [name, new View(definition)]),
    )
  }

  #views() {
    return [this.#main, ...Object.values(this.#indexes)]
  }

  view(index: string | undefined): View {
    if (index === undefined) return this.#main
    return this.#indexes[index] ?? refused(`No index ${index}`)
  }

  get({ pk, sk }: Key): Row | undefined {
    const at = this.#main.placeOf({ pk, sk }) ?? refused('A key lacks an attribute')
    return this.#main.partition(at.partition)?.get(at.place)
  }

  /** Refuses a row that could not stand in the table or in one of its indexes. */
  check(row: Row) {
    if (!this.#main.placeOf(row.plain)) refused('A row lacks its key')
    for (const view of this.#views()) view.placeOf(row.plain)
  }

  put(row: Row) {
    this.remove(row.plain as unknown as Key)
    for (const view of this.#views()) view.put(row)
  }

  remove(key: Key) {
    const before = this.get(key)
    if (before) for (const view of this.#views()) view.remove(before)
  }

  rows() {
    return this.#main.rows()
  }
}
