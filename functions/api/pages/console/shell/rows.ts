import { DomainError } from '../../../../../shared/errors.ts'
import { filled, type Typed, valueIn } from './form.ts'

/** How many of a repeated group of fields were sent, whatever is in them. */
export const countOf = (typed: Typed, group: string) =>
  Object.keys(typed).reduce((most, name) => {
    const at = new RegExp(`^${group}\\.(\\d{1,2})\\.`).exec(name)?.[1]
    return at === undefined ? most : Math.max(most, Number(at) + 1)
  }, 0)

/** The groups that somebody wrote into. An empty one before them is left out, and the others move up. */
export const groupsOf = <T extends object>(typed: Typed, group: string, read: (prefix: string) => T): T[] =>
  Array.from({ length: countOf(typed, group) }, (_, at) => read(`${group}.${at}.`)).filter(
    (fields) => Object.keys(fields).filter((name) => name !== 'language').length > 0,
  )

/** One of a repeated group: where it stood, and its fields as they were typed. */
export interface Row {
  readonly at: number
  readonly fields: Typed
}

export const rowsOf = (typed: Typed, group: string): Row[] =>
  Array.from({ length: countOf(typed, group) }, (_, at) => {
    const prefix = `${group}.${at}.`
    const own = Object.entries(typed).filter(([name]) => name.startsWith(prefix))
    return {
      at,
      fields: Object.fromEntries(own.map(([name, values]) => [name.slice(prefix.length), values])),
    }
  })

/** Whether anything is in a row besides what is there from the beginning. */
export const isFilled = ({ fields }: Row, besides: readonly string[] = []) =>
  Object.keys(fields).some((name) => !besides.includes(name) && valueIn(fields, name).trim() !== '')

/** Rows as the fields of a form again, numbered anew. */
export const typedRows = (group: string, rows: readonly Typed[]): Typed =>
  Object.fromEntries(
    rows.flatMap((fields, at) =>
      Object.entries(fields).map(([name, values]) => [`${group}.${at}.${name}`, values]),
    ),
  )

/** What is stored in rows, as the fields that a form begins with. */
export const begunRows = (group: string, rows: readonly object[]): Typed =>
  typedRows(
    group,
    rows.map((row) =>
      Object.fromEntries(Object.entries(filled(row)).map(([name, value]) => [name, [String(value)]])),
    ),
  )

/** What says something comes first, as the schema saw it; what somebody has only begun stays behind it. */
export const closedRows = (rows: readonly Row[], isWritten: (row: Row) => boolean, isBegun = isWritten) => [
  ...rows.filter(isWritten),
  ...rows.filter((row) => !isWritten(row) && isBegun(row)),
]

/** Rows closed up as the schema saw them, so that a fault in the second stands by the second; none is lost. */
export const closedGroup = (typed: Typed, group: string, besides: readonly string[] = []): Typed =>
  typedRows(
    group,
    closedRows(
      rowsOf(typed, group),
      (row) => isFilled(row, besides),
      (row) => isFilled(row),
    ).map(({ fields }) => fields),
  )

/** Refuses a form in which rows of what is stored stand outside: of those, none may be lost. */
export const requireRows = (typed: Typed, stored: Readonly<Record<string, readonly unknown[]>>) => {
  if (Object.entries(stored).some(([group, rows]) => countOf(typed, group) < rows.length))
    throw new DomainError('malformed', 'The form does not carry all that is stored.')
}

/** A whole form with some of its groups closed up; of each, what is in a row from the beginning. */
export const withClosed = (typed: Typed, groups: Readonly<Record<string, readonly string[]>>): Typed => {
  const isOf = (name: string) => Object.keys(groups).some((group) => name.startsWith(`${group}.`))
  return Object.assign(
    Object.fromEntries(Object.entries(typed).filter(([name]) => !isOf(name))),
    ...Object.entries(groups).map(([group, besides]) => closedGroup(typed, group, besides)),
  )
}

/** Room for what somebody wrote into a group, and for some more of it. */
export const roomsFor = (typed: Typed, group: string, { most, further }: { most: number; further: number }) =>
  Array.from({ length: Math.min(most, countOf(typed, group) + further) }, (_, at) => at)
