import { isDeepStrictEqual } from 'node:util'
import type { Item } from '../../../shared/storage/store.ts'
import { refused } from './errors.ts'

/** What a request says of its placeholders. */
export interface Placeholders {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>
}

type Row = Item | undefined

const valueAt = (row: Row, path: string, { ExpressionAttributeNames: names = {} }: Placeholders) => {
  let value: unknown = row
  for (const step of path.split('.')) {
    const name = names[step] ?? refused(`An unknown name ${step}`)
    value = typeof value === 'object' && value !== null ? (value as Item)[name] : undefined
  }
  return value
}

const given = (place: string, { ExpressionAttributeValues: values = {} }: Placeholders) =>
  Object.hasOwn(values, place) ? values[place] : refused(`An unknown value ${place}`)

const path = '([#\\w]+(?:\\.[#\\w]+)*)'

/** The clauses that our store writes, and nothing else: what this engine does not know, it refuses. */
const clauses: readonly [RegExp, (row: Row, parts: readonly string[], places: Placeholders) => boolean][] = [
  [
    new RegExp(`^attribute_exists\\(${path}\\)$`),
    (row, [at = ''], places) => valueAt(row, at, places) !== undefined,
  ],
  [
    new RegExp(`^attribute_not_exists\\(${path}\\)$`),
    (row, [at = ''], places) => valueAt(row, at, places) === undefined,
  ],
  [
    new RegExp(`^${path} IN \\((.+)\\)$`),
    (row, [at = '', list = ''], places) => {
      const value = valueAt(row, at, places)
      return list.split(', ').some((place) => isDeepStrictEqual(value, given(place, places)))
    },
  ],
  [
    new RegExp(`^${path} <= (:\\w+)$`),
    (row, [at = '', place = ''], places) => {
      const value = valueAt(row, at, places)
      return typeof value === 'number' && value <= (given(place, places) as number)
    },
  ],
  [
    /^\((.+) OR (.+)\)$/,
    (row, [one = '', other = ''], places) => clauseHolds(row, one, places) || clauseHolds(row, other, places),
  ],
]

const clauseHolds = (row: Row, clause: string, places: Placeholders): boolean => {
  for (const [shape, evaluate] of clauses) {
    const parts = shape.exec(clause)?.slice(1)
    if (parts) return evaluate(row, parts, places)
  }
  return refused(`A condition unknown to this engine: ${clause}`)
}

/** Whether a row satisfies a `ConditionExpression`. */
export const holds = (row: Row, expression: string | undefined, places: Placeholders) =>
  expression === undefined || expression.split(' AND ').every((clause) => clauseHolds(row, clause, places))

const amounts = (list: string) => list.split(', ').map((each) => each.split(/ = | /) as [string, string])

/** A row after an `UpdateExpression`: counters added to, then attributes set. */
export const updated = (row: Item, expression: string, places: Placeholders): Item => {
  const [, additions, settings] =
    /^ADD (.+?)(?: SET (.+))?$/.exec(expression) ?? refused(`An update unknown to this engine: ${expression}`)
  const nameOf = (name: string) =>
    places.ExpressionAttributeNames?.[name] ?? refused(`An unknown name ${name}`)
  const after = { ...row }
  for (const [name, place] of amounts(additions!)) {
    const before = after[nameOf(name)] ?? 0
    if (typeof before !== 'number') return refused('A counter that is no number')
    after[nameOf(name)] = before + (given(place, places) as number)
  }
  for (const [name, place] of settings ? amounts(settings) : []) after[nameOf(name)] = given(place, places)
  return after
}
