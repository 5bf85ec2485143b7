import type { Fault } from '../../errors.ts'
import { notACsvFile } from '../errors.ts'
import { columnNames, columns } from './columns.ts'
import { wrongColumns } from './errors.ts'
import { nearest } from './near.ts'
import type { CsvRecord } from './read-records.ts'

/** What the file's own headers mean: a column of a roster, or `null` for one that is passed over. */
export type Mapping = Readonly<Record<string, string | null>>

/** What an organization or contact that is new has in a column where its row says nothing. */
export type Defaults = Readonly<Partial<Record<string, string>>>

/** By position, the column of a roster that stands there; nothing where the file's own is passed over. */
export type Header = readonly (string | undefined)[]

const shown = (name: string) => (name.length > 40 ? `${name.slice(0, 40)}…` : name)

const fault = (column: string, detail: string): Fault => ({
  detail,
  pointer: `#/${column.replaceAll('~', '~0').replaceAll('/', '~1')}`,
})

const fold = (name: string) =>
  name
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_')

const unknownColumn = (name: string): Fault => {
  if (!name) return fault('', 'a column has no name')
  const [near] = nearest(name, columnNames)
  return fault(shown(name), `${shown(name)} is no column of a roster${near ? `, perhaps ${near}` : ''}`)
}

/**
 * The names of the file's columns, in its order and in whatever case, by the mapping that came with it. A column
 * nobody knows is refused rather than passed over: a misspelt `discreet` must not put anybody in danger.
 */
export const readHeader = (
  record: CsvRecord | undefined,
  mapping: Mapping = {},
  defaults: Defaults = {},
): Header => {
  if (!record) throw notACsvFile('The file is empty: its first line names the columns.')
  if (record.broken) throw notACsvFile(`The line that names the columns ${record.broken.reason}.`)
  const meant = new Map(Object.entries(mapping).map(([name, column]) => [fold(name), column]))
  const own = record.cells.map(fold)
  const names = own.map((name) => (meant.has(name) ? meant.get(name)! : name))
  const known = names.filter((name) => name !== null)
  const missing = columnNames.filter(
    (name) => !columns[name]!.optional && !known.includes(name) && defaults[name] === undefined,
  )
  const unknown = known.filter((name) => !columnNames.includes(name)).slice(0, 20)
  const twice = known.filter((name, at) => columnNames.includes(name) && known.indexOf(name) !== at)
  const idle = [...meant.keys()].filter((name) => !own.includes(name))
  const faults = [
    ...missing.map((name) => fault(name, `the column ${name} is missing`)),
    ...unknown.map(unknownColumn),
    ...twice.map((name) => fault(name, `the column ${name} is there twice`)),
    ...idle.map((name) => fault(shown(name), `the file has no column ${shown(name)} to be mapped`)),
  ]
  if (faults.length > 0) throw wrongColumns(faults)
  return names.map((name) => name ?? undefined)
}
