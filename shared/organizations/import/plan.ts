import type { Deps } from '../../deps.ts'
import { newRecord, revise } from '../../storage/collection.ts'
import { foldAddress } from '../../text.ts'
import type { AddressEntry, Contact, Organization } from '../schema.ts'
import { type ContactRow, planContact } from './plan-contact.ts'
import type { Row } from './read-row.ts'
import { emptyReport } from './report.ts'
import { type Fields, settle } from './settle.ts'

export interface Known {
  readonly organization: Organization | undefined
  /** By folded address. */
  readonly addresses: ReadonlyMap<string, AddressEntry>
}

type Maker = Pick<Deps, 'ids' | 'clock'>

const byAddress = (rows: readonly Row[]) =>
  Map.groupBy(
    rows.filter((row): row is ContactRow => row.contact !== undefined),
    ({ contact }) => foldAddress(contact.input.email),
  )

const planContacts = (deps: Maker, { organization, addresses }: Known, rows: readonly Row[]) => {
  const id = organization?.id ?? deps.ids.next('organization')
  const contacts = new Map<string, Contact>(
    organization?.contacts.map((each) => [foldAddress(each.email), each]),
  )
  const served: { address: string; entry: Pick<AddressEntry, 'contacts' | 'suppressed'> }[] = []
  const report = emptyReport()
  const outside = new Set<Row>()
  for (const [address, of] of byAddress(rows)) {
    const standing = {
      organization: {
        id,
        contacts: [...contacts.values()],
        removedContacts: organization?.removedContacts,
      },
      contact: contacts.get(address),
      entry: addresses.get(address),
    }
    const plan = planContact(deps, standing, of)
    if ('refused' in plan) {
      for (const row of of) outside.add(row)
      report.rejected.push(...of.map(({ line }) => ({ line, column: 'email', reason: plan.refused })))
      continue
    }
    report.conflicts.push(...plan.conflicts)
    if ('unchanged' in plan) {
      report.contacts.unchanged += plan.unchanged
      continue
    }
    contacts.set(address, plan.contact)
    if (plan.entry) served.push({ address, entry: plan.entry })
    report.contacts[plan.outcome]++
    report.contacts.unchanged += of.length - 1
  }
  return {
    id,
    contacts: [...contacts.values()],
    served,
    report,
    inside: rows.filter((row) => !outside.has(row)),
  }
}

const settleOrganization = (current: Organization | undefined, rows: readonly Row[]) =>
  settle({
    current: current as Fields | undefined,
    statements: rows.map(({ line, organization: { said } }) => ({ line, said: said as Fields })),
    isKept: (field) => current?.ownFields.includes(field) ?? false,
    nameOf: (field) => field,
  })

/**
 * What all rows about one organization make of it; decides only, and writes nothing. `after` is there when
 * something changes; `fields` says what.
 */
export const planOrganization = (deps: Maker, known: Known, rows: readonly Row[]) => {
  const { organization: before } = known
  const { id, contacts, served, report, inside } = planContacts(deps, known, rows)
  const nothing = { before, after: undefined, fields: [], served: [], report }
  if (inside.length === 0) return nothing
  const { changed, conflicts } = settleOrganization(before, inside)
  report.conflicts.push(...conflicts)
  const own = Object.keys(changed)
  report.organizations[before ? (own.length > 0 ? 'updated' : 'unchanged') : 'created']++
  const moved = report.contacts.created + report.contacts.updated > 0
  const fields = [...own, ...(moved ? ['contacts'] : [])]
  if (before && fields.length === 0) return nothing
  const now = deps.clock.now()
  const after: Organization = before
    ? revise(before, { ...changed, contacts }, now)
    : { ...inside[0]!.organization.input, ...changed, id, contacts, ownFields: [], ...newRecord(now) }
  return { before, after, fields, served, report }
}

export type Plan = ReturnType<typeof planOrganization>
