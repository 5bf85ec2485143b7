import { isDeepStrictEqual } from 'node:util'
import type { Item, Key } from '../../../shared/storage/store.ts'
import { refused } from './errors.ts'
import { type Row, rowOf, type Table } from './rows.ts'

interface Statement {
  readonly Statement: string
  readonly Parameters: readonly unknown[]
}

type Answer = { Error: { Code: string } } | Record<never, never>

const insertion = /^INSERT INTO "([^"]+)" VALUE \{(.*)\}$/
const setting =
  /^UPDATE "([^"]+)" SET "([^"]+)" = \? WHERE "pk" = \? AND "sk" = \? AND "([^"]+)"\."version" = \?$/

/** Carries out one of the two shapes of PartiQL that our store writes. */
export const execute = (tableOf: (name: string) => Table, { Statement, Parameters }: Statement): Answer => {
  const [, into, shape] = insertion.exec(Statement) ?? []
  if (into !== undefined) {
    const names = [...shape!.matchAll(/'([^']+)': \?/g)].map(([, name]) => name!)
    const row = rowOf(Object.fromEntries(names.map((name, at) => [name, Parameters[at]])))
    const table = tableOf(into)
    table.check(row)
    if (table.get(row.plain as unknown as Key)) return { Error: { Code: 'DuplicateItem' } }
    table.put(row)
    return {}
  }
  const [, name, attribute] = setting.exec(Statement) ?? refused(`A statement unknown to this engine`)
  const [value, pk, sk, version] = Parameters as [unknown, string, string, number]
  const table = tableOf(name!)
  const before: Row | undefined = table.get({ pk, sk })
  const found = before?.plain[attribute!] as Item | undefined
  if (!before || !isDeepStrictEqual(found?.['version'], version))
    return { Error: { Code: 'ConditionalCheckFailed' } }
  table.put(rowOf({ ...before.plain, [attribute!]: value }))
  return {}
}
