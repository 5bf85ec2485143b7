import { email } from '../../text.ts'
import { type ContactInput, classes, type OrganizationInput, relations, roles } from '../schema.ts'
import { countriesLike, countryOf } from './countries.ts'
import { languageOf } from './languages.ts'
import { nearest } from './near.ts'
import { zonesLike } from './zones.ts'

interface ColumnOf<Part extends string, Field> {
  readonly of: Part
  readonly field: Field
  /** How its cells are read: several values are divided by blanks, semicolons or commas. */
  readonly as?: 'languages' | 'flag' | 'country' | 'countries' | 'address' | 'zone' | 'site'
  /** The words that may stand in it, in whatever case. */
  readonly oneOf?: readonly string[]
  /** Whether a file may leave the column out. */
  readonly optional?: true
  /** Part of what tells one organization or contact from another, and so never a difference. */
  readonly identity?: true
}

export type Column =
  | ColumnOf<'organization', keyof OrganizationInput>
  | ColumnOf<'contact', Exclude<keyof ContactInput, 'preferences' | 'phone'>>

/** The columns of a roster file, in the order in which it is written. */
export const columns: Readonly<Record<string, Column>> = {
  organization: { of: 'organization', field: 'name', identity: true },
  class: { of: 'organization', field: 'class', oneOf: classes },
  relation: { of: 'organization', field: 'relation', oneOf: relations },
  country: { of: 'organization', field: 'country', as: 'country', identity: true },
  works_in: { of: 'organization', field: 'worksIn', as: 'countries', optional: true },
  languages: { of: 'organization', field: 'languages', as: 'languages', optional: true },
  website: { of: 'organization', field: 'website', as: 'site', optional: true },
  contact_role: { of: 'contact', field: 'role', oneOf: roles },
  email: { of: 'contact', field: 'email', as: 'address', identity: true },
  language: { of: 'contact', field: 'languages', as: 'languages' },
  time_zone: { of: 'contact', field: 'timeZone', as: 'zone' },
  contact_name: { of: 'contact', field: 'name', optional: true },
  contact_kind: { of: 'contact', field: 'kind', oneOf: ['person', 'shared', 'list'], optional: true },
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
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/
const guarded = /^'(?='*[=+\-@\t\r\n＝＋－＠])/

const divide = (text: string, by: RegExp) =>
  text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** Codes may be divided by blanks, names by semicolons, commas or lines. */
const readCountries = (text: string) => {
  const parts = divide(text, /[\s;,]+/)
  const named = parts.every((part) => /^[a-z]{2,3}$/i.test(part)) ? parts : divide(text, /[;,/\n]+/)
  return named.map((part) => countryOf(part) ?? part)
}

const readLanguages = (text: string) => divide(text, /[\s;,]+/).map((part) => languageOf(part) ?? part)

const readWord = (words: readonly string[], text: string) => {
  const folded = text.toLowerCase().replace(/[\s_-]+/g, '-')
  return words.includes(folded) ? folded : text
}

/** What a cell says; `undefined` when it says nothing, which changes nothing. */
export const readCell = ({ as, oneOf }: Column, cell: string): Value | undefined => {
  const text = cell.trim().replace(guarded, '')
  if (text === '') return undefined
  if (as === 'flag') return flags[text.toLowerCase()] ?? text
  if (as === 'country') return countryOf(text) ?? text
  if (as === 'site') return /^[a-z\d-]+(\.[a-z\d-]+)+(\/|$)/i.test(text) ? `https://${text}` : text
  if (as === 'languages' || as === 'countries') {
    const parts = as === 'languages' ? readLanguages(text) : readCountries(text)
    return parts.length > 0 ? parts : undefined
  }
  return oneOf ? readWord(oneOf, text) : text
}

/** The addresses that stand among other things, as in `Desk <desk@harbour.example.org>`. */
const addressesIn = (text: string) =>
  text
    .slice(0, 1000)
    .split(/[\s<>()[\]",;:/|]+/)
    .filter((part) => email.safeParse(part).success)
    .slice(0, 3)

/** What a cell that was refused perhaps meant. */
export const suggestionsFor = ({ as, oneOf = [] }: Column, value: Value | undefined): string[] => {
  const refused = typeof value === 'object' ? value : typeof value === 'string' ? [value] : []
  if (as === 'country' || as === 'countries')
    return refused
      .filter((each) => !/^[A-Z]{2}$/.test(each))
      .flatMap(countriesLike)
      .slice(0, 3)
  if (as === 'address') return refused.flatMap(addressesIn)
  if (as === 'zone') return refused.flatMap(zonesLike)
  return refused.flatMap((each) => nearest(each.toLowerCase(), oneOf))
}

export const writeCell = (value: Value | undefined): string => {
  if (value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = typeof value === 'string' ? value : value.join(' ')
  const harmless = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
