import type * as z from 'zod'
import { type ContactInput, contactInput, type OrganizationInput, organizationInput } from '../schema.ts'
import { columnNames, columns, readCell, type Value } from './columns.ts'
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

const misshapen = ({ line, cells, broken }: CsvRecord, header: readonly string[]): Rejection | undefined => {
  const nameAt = (at: number) => header[Math.min(at, header.length - 1)]!
  if (broken) return { line, column: nameAt(broken.cell), reason: broken.reason }
  if (cells.length === header.length) return undefined
  const reason = `the row has ${cells.length} cells where the file has ${header.length} columns`
  return { line, column: nameAt(cells.length), reason }
}

interface Wrong {
  readonly column: string
  readonly reason: string
}

type Cells = ReadonlyMap<string, Value>

const reasonOf = (name: string, cells: Cells, message: string) => {
  if (!cells.has(name)) return 'is empty'
  return columns[name]!.as === 'flag' ? 'is neither yes nor no' : message
}

/** One part of a row against the schema that the API has for it. */
const check = (of: 'organization' | 'contact', schema: z.ZodType, cells: Cells) => {
  const own = columnNames.filter((name) => columns[name]!.of === of)
  const columnOf = (field: unknown) => own.find((name) => columns[name]!.field === field)!
  const filled = own.filter((name) => cells.has(name))
  const result = schema.safeParse(
    Object.fromEntries(filled.map((name) => [columns[name]!.field, cells.get(name)])),
  )
  if (!result.success) {
    const wrong = result.error.issues.map(({ path, message }): Wrong => {
      const column = columnOf(path[0])
      return { column, reason: reasonOf(column, cells, message) }
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
export const readRow = (record: CsvRecord, header: readonly string[]): Row | Rejection => {
  const bad = misshapen(record, header)
  if (bad) return bad
  const values = header.map((name, at) => [name, readCell(columns[name]!, record.cells[at]!)] as const)
  const cells = new Map(values.filter((pair): pair is [string, Value] => pair[1] !== undefined))
  const alone = columnNames.every((name) => columns[name]!.of === 'organization' || !cells.has(name))
  const organization = check('organization', organizationInput, cells)
  const contact = alone ? { wrong: [], given: undefined } : check('contact', contactInput, cells)
  const wrong = [...organization.wrong, ...contact.wrong]
  if (wrong.length > 0) return reject(record.line, wrong)
  return {
    line: record.line,
    organization: organization.given,
    ...(contact.given && { contact: contact.given }),
  } as Row
}
