import { columnNames, columns } from '../../../../../../shared/organizations/import/columns.ts'
import { nearest } from '../../../../../../shared/organizations/import/near.ts'
import type { Defaults, Mapping } from '../../../../../../shared/organizations/import/read-header.ts'
import { catalogues, type Key } from '../../../../../../shared/rendering/catalogue.ts'
import { givenIn, type Typed, valueIn } from '../../shell/form.ts'

const folded = (name: string) =>
  name
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[\s_’'-]+/g, '_')

export const wordOf = (column: string) => `import.column.${column}` as Key

/** The columns of a roster by what each is called in a file of ours, and in each of our languages. */
const called = new Map(
  columnNames.flatMap((column) => [
    ...Object.values(catalogues).map((words): [string, string] => [folded(words[wordOf(column)]), column]),
    [column, column] as [string, string],
  ]),
)

/** What a column of a file probably is, by its name in any of our languages, however it is spelt. */
export const guess = (own: string) => {
  const name = folded(own)
  return called.get(name) ?? called.get(nearest(name, called.keys())[0] ?? '')
}

/** Columns of which a file says something, or the form what is in their place. */
export const needed = columnNames.filter((name) => !columns[name]!.optional)

export const fieldOfColumn = (at: number) => `columns.${at}`
export const fieldOfDefault = (name: string) => `defaults.${name}`

/** The columns that the form was shown for: of another file it says nothing. */
export const shownFor = (own: readonly string[]) => JSON.stringify(own)

interface Said {
  readonly mapping?: Mapping
  readonly defaults?: Defaults
}

/** How a file is to be read, as far as the form says. */
export const saidOf = (own: readonly string[], typed: Typed): Said => {
  if (valueIn(typed, 'shownFor') !== shownFor(own)) return {}
  const means = own.map((_, at) => givenIn(typed, fieldOfColumn(at)) ?? null)
  const unsaid = needed.filter((name) => !means.includes(name))
  return {
    mapping: Object.fromEntries(own.map((name, at) => [name, means[at]!])),
    defaults: Object.fromEntries(unsaid.map((name) => [name, valueIn(typed, fieldOfDefault(name))])),
  }
}
