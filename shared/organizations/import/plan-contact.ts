import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { newContact, serving } from '../contacts.ts'
import { tooManyContacts } from '../errors.ts'
import { isRemoved } from '../removed.ts'
import {
  type AddressEntry,
  type Contact,
  type ContactInput,
  maximumContacts,
  type Organization,
} from '../schema.ts'
import type { Given, Row } from './read-row.ts'
import type { Conflict, Outcome } from './report.ts'
import { type Fields, settle } from './settle.ts'

export type ContactRow = Row & { readonly contact: Given<ContactInput> }

type Served = Pick<AddressEntry, 'contacts' | 'suppressed'>

/** The contact as it will be, or why its rows stay outside. */
export type ContactPlan =
  | {
      readonly contact: Contact
      readonly outcome: Outcome
      readonly conflicts: readonly Conflict[]
      readonly entry?: Served
    }
  | { readonly refused: string }
  | { readonly unchanged: number; readonly conflicts: readonly Conflict[] }

const refusal = (error: DomainError) => ({ refused: error.faults[0]?.detail ?? error.message })

/** What its own people set stays; and discretion is not undone by a file, for it may be older than the danger. */
const isKept = (contact: Contact | undefined) => (field: string) =>
  contact?.ownFields?.includes(field) || (field === 'discreet' && contact?.discreet === true)

const settleContact = (current: Contact | undefined, rows: readonly ContactRow[]) =>
  settle({
    current: current as Fields | undefined,
    statements: rows.map(({ line, contact: { said } }) => ({ line, said: said as Fields })),
    isKept: isKept(current),
    nameOf: (field) => `contact.${field}`,
  })

type Maker = Pick<Deps, 'ids' | 'clock'>

const add = (
  deps: Maker,
  of: Pick<Organization, 'id'>,
  entry: AddressEntry | undefined,
  rows: readonly ContactRow[],
): ContactPlan => {
  const fresh = newContact(deps, rows[0]!.contact.input)
  const { changed, conflicts } = settleContact(undefined, rows)
  const suppressed = entry?.suppressed && { suppressed: entry.suppressed }
  try {
    const contact = { ...fresh, ...changed, ...suppressed } as Contact
    return { contact, outcome: 'created', conflicts, entry: serving(entry, of, fresh.id) }
  } catch (error) {
    if (error instanceof DomainError) return refusal(error)
    throw error
  }
}

const change = (contact: Contact, rows: readonly ContactRow[]): ContactPlan => {
  const { changed, conflicts } = settleContact(contact, rows)
  if (Object.keys(changed).length === 0) return { contact, outcome: 'unchanged', conflicts }
  return { contact: { ...contact, ...changed }, outcome: 'updated', conflicts }
}

/** Whom the organization has taken out itself, no file brings back. */
const keepOut = ([{ line, contact }, ...others]: readonly [ContactRow, ...ContactRow[]]): ContactPlan => ({
  conflicts: [{ line, field: 'contact', ours: null, theirs: contact.input.email }],
  unchanged: others.length + 1,
})

interface Standing {
  readonly organization: Pick<Organization, 'id' | 'contacts' | 'removedContacts'>
  /** The contact at this address that the organization has already. */
  readonly contact: Contact | undefined
  readonly entry: AddressEntry | undefined
}

/** What all rows about one address in one organization make of it. */
export const planContact = (deps: Maker, standing: Standing, rows: readonly ContactRow[]): ContactPlan => {
  const { organization, contact, entry } = standing
  if (contact) return change(contact, rows)
  const [first, ...others] = rows
  if (first && isRemoved(organization, first.contact.input.email)) return keepOut([first, ...others])
  return organization.contacts.length < maximumContacts
    ? add(deps, organization, entry, rows)
    : refusal(tooManyContacts())
}
