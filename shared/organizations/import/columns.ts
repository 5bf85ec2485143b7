import type { ContactInput, OrganizationInput } from '../schema.ts'

interface ColumnOf<Part extends string, Field> {
  readonly of: Part
  readonly field: Field
  /** How its cells are read: several values are divided by blanks, semicolons or commas. */
  readonly as?: 'several' | 'flag'
  /** Whether a file may leave the column out. */
  readonly optional?: true
  /** Part of what tells one organization or contact from another, and so never a difference. */
  readonly identity?: true
}

export type Column =
  | ColumnOf<'organization', keyof OrganizationInput>
  | ColumnOf<'contact', Exclude<keyof ContactInput, 'preferences'>>

/** The columns of a roster file, in the order in which it is written. */
export const columns: Readonly<Record<string, Column>> = {
  organization: { of: 'organization', field: 'name', identity: true },
  class: { of: 'organization', field: 'class' },
  relation: { of: 'organization', field: 'relation' },
  country: { of: 'organization', field: 'country', identity: true },
  works_in: { of: 'organization', field: 'worksIn', as: 'several' },
  languages: { of: 'organization', field: 'languages', as: 'several' },
  website: { of: 'organization', field: 'website' },
  contact_role: { of: 'contact', field: 'role' },
  email: { of: 'contact', field: 'email', identity: true },
  language: { of: 'contact', field: 'languages', as: 'several' },
  time_zone: { of: 'contact', field: 'timeZone' },
  contact_name: { of: 'contact', field: 'name', optional: true },
  contact_kind: { of: 'contact', field: 'kind', optional: true },
  alias: { of: 'contact', field: 'alias', optional: true },
  discreet: { of: 'contact', field: 'discreet', as: 'flag', optional: true },
  listed: { of: 'organization', field: 'listed', as: 'flag', optional: true },
}

export const columnNames = Object.keys(columns)

/** A value as the API takes it, or several of them. */
export type Value = string | boolean | readonly string[]

const flags: Readonly<Record<string, boolean>> = {
  yes: true,
  true: true,
  '1': true,
  no: false,
  false: false,
  '0': false,
}

/** Cells a spreadsheet would take for a formula; the apostrophe before them says that they are text. */
const formula = /^'*[=+\-@\t\r]/
const guarded = /^'(?='*[=+\-@\t\r])/

/** What a cell says; `undefined` when it says nothing, which changes nothing. */
export const readCell = ({ as }: Column, cell: string): Value | undefined => {
  const text = cell.trim().replace(guarded, '')
  if (as === 'flag' && text !== '') return flags[text.toLowerCase()] ?? text
  if (as !== 'several') return text || undefined
  const parts = text.split(/[\s;,]+/).filter((part) => part !== '')
  return parts.length > 0 ? parts : undefined
}

export const writeCell = (value: Value | undefined): string => {
  if (value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = typeof value === 'string' ? value : value.join(' ')
  const harmless = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
