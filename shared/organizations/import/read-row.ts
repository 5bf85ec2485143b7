import type * as z from 'zod'
import { type ContactInput, contactInput, type OrganizationInput, organizationInput } from '../schema.ts'
import { columnNames, columns, readCell, suggestionsFor, type Value } from './columns.ts'
import type { Defaults, Header } from './read-header.ts'
import type { CsvRecord } from './read-records.ts'
import type { Rejection } from './report.ts'

/** What one side of a row gives: complete as a new record, and the fields its cells said something of. */
export interface Given<Input> {
  readonly input: Input
  readonly said: Readonly<Partial<Record<keyof Input & string, Value>>>
}

/** A good row. One that says nothing of a contact is of the organization alone. */
export interface Row {
  readonly line: number
  readonly organization: Given<OrganizationInput>
  readonly contact?: Given<ContactInput>
}

export type Cells = ReadonlyMap<string, Value>

interface Manner {
  readonly defaults: Defaults
  /** Whether a mistyped word is compared with those it was perhaps meant to be. */
  readonly suggests: boolean
}

interface Wrong {
  readonly column: string
  readonly reason: string
}

const misshapen = ({ line, cells, broken }: CsvRecord, header: Header): Rejection | undefined => {
  const nameAt = (at: number) =>
    header.slice(0, at + 1).findLast((name) => name !== undefined) ??
    header.find((name) => name !== undefined)!
  if (broken) return { line, column: nameAt(broken.cell), reason: broken.reason }
  if (cells.length === header.length) return undefined
  const reason = `the row has ${cells.length} cells where the file has ${header.length} columns`
  return { line, column: nameAt(cells.length), reason }
}

/** What a row's cells say by the names of their columns, or what is wrong with its shape. */
export const cellsOf = (record: CsvRecord, header: Header): Cells | Rejection => {
  const bad = misshapen(record, header)
  if (bad) return bad
  const values = header.map((name, at) =>
    name === undefined ? undefined : ([name, readCell(columns[name]!, record.cells[at]!)] as const),
  )
  return new Map(values.filter((pair): pair is [string, Value] => pair?.[1] !== undefined))
}

const isOf = (of: 'organization' | 'contact') => (name: string) => columns[name]!.of === of

/** Where a row says nothing at all of an organization, its cells were merged with those of the row above it. */
export const continuesAbove = (cells: Cells): boolean =>
  cells.size > 0 && ![...cells.keys()].some(isOf('organization'))

/** A row's cells with the organization of the row above. */
export const withOrganization = (cells: Cells, above: Cells): Cells =>
  new Map([...[...above].filter(([name]) => isOf('organization')(name)), ...cells])

const reasonOf = (name: string, cells: Cells, message: string, suggests: boolean) => {
  const value = cells.get(name)
  if (value === undefined) return 'is empty'
  if (columns[name]!.as === 'flag') return 'is neither yes nor no'
  const perhaps = suggests ? suggestionsFor(columns[name]!, value) : []
  return perhaps.length > 0 ? `${message}; perhaps ${perhaps.join(' or ')}` : message
}

/** One part of a row against the schema that the API has for it. */
const check = (
  of: 'organization' | 'contact',
  schema: z.ZodType,
  cells: Cells,
  { defaults, suggests }: Manner,
) => {
  const own = columnNames.filter(isOf(of))
  const columnOf = (field: unknown) => own.find((name) => columns[name]!.field === field)!
  const valueIn = (name: string) =>
    cells.get(name) ?? (name in defaults ? readCell(columns[name]!, defaults[name]!) : undefined)
  const filled = own.filter((name) => cells.has(name))
  const values = own.map((name) => [columns[name]!.field, valueIn(name)] as const)
  const result = schema.safeParse(Object.fromEntries(values.filter(([, value]) => value !== undefined)))
  if (!result.success) {
    const wrong = result.error.issues.map(({ path, message }): Wrong => {
      const column = columnOf(path[0])
      return { column, reason: reasonOf(column, cells, message, suggests) }
    })
    return { wrong, given: undefined }
  }
  const input = result.data as Record<string, Value>
  const said = filled.filter((name) => !columns[name]!.identity).map((name) => columns[name]!.field)
  return { wrong: [], given: { input, said: Object.fromEntries(said.map((field) => [field, input[field]])) } }
}

const reject = (line: number, wrong: readonly Wrong[]): Rejection => {
  const sorted = wrong.toSorted((a, b) => columnNames.indexOf(a.column) - columnNames.indexOf(b.column))
  const [{ column, reason }, ...others] = sorted as [Wrong, ...Wrong[]]
  const further = others.filter(
    (other, at) => other.column !== column && others.findIndex((o) => o.column === other.column) === at,
  )
  return {
    line,
    column,
    reason: [reason, ...further.map((other) => `${other.column} ${other.reason}`)].join('; '),
  }
}

/** A row as the API would take it, or what is wrong with it: the first wrong column is named, the others told. */
export const readRow = (line: number, cells: Cells, manner: Manner): Row | Rejection => {
  const alone = ![...cells.keys()].some(isOf('contact'))
  const organization = check('organization', organizationInput, cells, manner)
  const contact = alone ? { wrong: [], given: undefined } : check('contact', contactInput, cells, manner)
  const wrong = [...organization.wrong, ...contact.wrong]
  if (wrong.length > 0) return reject(line, wrong)
  return {
    line,
    organization: organization.given,
    ...(contact.given && { contact: contact.given }),
  } as Row
}
