import type { Fault } from '../../errors.ts'
import { notACsvFile } from '../errors.ts'
import { columnNames, columns } from './columns.ts'
import { wrongColumns } from './errors.ts'
import type { CsvRecord } from './read-records.ts'

const shown = (name: string) => (name.length > 40 ? `${name.slice(0, 40)}…` : name)

const fault = (column: string, detail: string): Fault => ({
  detail,
  pointer: `#/${column.replaceAll('~', '~0').replaceAll('/', '~1')}`,
})

/**
 * The names of the file's columns, in its order and in whatever case. A column nobody knows is refused rather than
 * passed over: a misspelt `discreet` must not put anybody in danger.
 */
export const readHeader = (record: CsvRecord | undefined): readonly string[] => {
  if (!record) throw notACsvFile('The file is empty: its first line names the columns.')
  if (record.broken) throw notACsvFile(`The line that names the columns ${record.broken.reason}.`)
  const names = record.cells.map((cell) => cell.trim().toLowerCase())
  const missing = columnNames.filter((name) => !columns[name]!.optional && !names.includes(name))
  const unknown = names.filter((name) => !columnNames.includes(name)).slice(0, 20)
  const twice = names.filter((name, at) => columnNames.includes(name) && names.indexOf(name) !== at)
  const faults = [
    ...missing.map((name) => fault(name, `the column ${name} is missing`)),
    ...unknown.map((name) =>
      fault(shown(name), name ? `${shown(name)} is no column of a roster` : 'a column has no name'),
    ),
    ...twice.map((name) => fault(name, `the column ${name} is there twice`)),
  ]
  if (faults.length > 0) throw wrongColumns(faults)
  return names
}
