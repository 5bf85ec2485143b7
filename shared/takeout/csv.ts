import { canonical } from '../canonical.ts'
import { writeCell } from '../organizations/import/columns.ts'
import { TakeoutError } from './errors.ts'
import type { RowLine } from './format.ts'
import { rowKinds } from './kinds.ts'

/** What lists say again is left out: a table is for reading, and holds each thing once. */
const copied = new Set(rowKinds.flatMap(({ name, copy }) => (copy ? [name] : [])))

/** The columns of each kind of row: its key, then whatever any of its rows has. */
export type Columns = ReadonlyMap<string, readonly string[]>

const keyColumns = ['pk', 'sk']

export const columnsOf = async (rows: AsyncIterable<RowLine>): Promise<Columns> => {
  const found = new Map<string, Set<string>>()
  for await (const { kind, row } of rows) {
    if (copied.has(kind)) continue
    const columns = found.get(kind) ?? new Set()
    found.set(kind, columns)
    for (const name of Object.keys(row)) columns.add(name)
  }
  return new Map(
    [...found].map(([kind, columns]) => {
      const others = [...columns].filter((name) => !keyColumns.includes(name)).sort()
      return [kind, [...keyColumns, ...others]]
    }),
  )
}

const cell = (value: unknown): string => {
  if (value === undefined) return ''
  return writeCell(typeof value === 'string' ? value : canonical(value))
}

const line = (cells: readonly string[]) => `${cells.join(',')}\r\n`

/** The name of a kind as that of a file. */
export const fileOf = (kind: string) => `${kind.replaceAll(' ', '-')}.csv`

/** The lines of every table, each with the kind whose table it is; the first of a kind is its header. */
export async function* csvLines(rows: AsyncIterable<RowLine>, columns: Columns) {
  for (const [kind, names] of columns) yield { kind, text: line(names) }
  for await (const { kind, row } of rows) {
    if (copied.has(kind)) continue
    const names = columns.get(kind)
    if (!names) throw new TakeoutError('tampered', 'the file changed while it was read')
    yield { kind, text: line(names.map((name) => cell(row[name]))) }
  }
}
