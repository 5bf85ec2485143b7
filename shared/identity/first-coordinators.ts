import { system } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, forMembers, forOrganization, record } from '../events/record.ts'
import { newContact, serving } from '../organizations/contacts.ts'
import {
  createOrganization,
  findAddress,
  findOrganizationByName,
  findOrganizations,
  putAddress,
  replaceOrganization,
} from '../organizations/repository.ts'
import type { AddressEntry, Contact, Organization } from '../organizations/schema.ts'
import { newRecord, revise } from '../storage/collection.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import { foldAddress } from '../text.ts'
import { endCredentials } from './credentials.ts'
import { getTally, putGrant, putTally, type Tally } from './grants.ts'
import { pseudonymsOf } from './limit.ts'

/** Somebody in their organization, and the writes that put them there with the grant. */
interface Seating {
  readonly organization: Organization
  readonly contact: Contact
  readonly actions: readonly Action[]
}

const seatKnown = async (deps: Deps, { contacts }: AddressEntry): Promise<Seating | undefined> => {
  const organizations = await findOrganizations(
    deps.store,
    contacts.map(({ organizationId }) => organizationId),
  )
  const before = organizations.find(({ relation }) => relation === 'member')
  const known = before?.contacts.find(({ id }) => contacts.some(({ contactId }) => contactId === id))
  if (!before || !known) return undefined
  const contact: Contact = { ...known, grants: [...known.grants, 'coordinator'] }
  const organization = revise(
    before,
    { contacts: before.contacts.map((each) => (each.id === known.id ? contact : each)) },
    deps.clock.now(),
  )
  return {
    organization,
    contact,
    actions: [...replaceOrganization(before, organization), ...(await endCredentials(deps, contact.id))],
  }
}

const seatNew = async (deps: Deps, email: string, entry: AddressEntry | undefined): Promise<Seating> => {
  const { alliance: name, coordinatingCountry: country } = deps.config
  const now = deps.clock.now()
  const input = {
    role: 'other',
    kind: 'person',
    email,
    languages: ['en'],
    timeZone: 'UTC',
    discreet: false,
  } as const
  // An address that comes from the installation itself has not changed hands: nothing rests.
  const contact: Contact = {
    ...newContact(deps, { ...input, languages: ['en'] }),
    grants: ['coordinator'],
  }
  const before = await findOrganizationByName(deps.store, { name, country })
  const organization: Organization = before
    ? revise(before, { contacts: [...before.contacts, contact] }, now)
    : {
        ...{
          id: deps.ids.next('organization'),
          name,
          country,
          class: 'ngo',
          relation: 'member',
          listed: false,
        },
        ...{ worksIn: [], languages: [], ownFields: [], contacts: [contact] },
        ...newRecord(now),
      }
  const { id, class: of, relation } = organization
  const created = {
    type: 'organization.created',
    subject: id,
    audience: forMembers,
    data: { class: of, relation, country },
  } as const
  const added = {
    type: 'contact.added',
    subject: id,
    audience: forOrganization(id),
    data: { contactId: contact.id },
  } as const
  return {
    organization,
    contact,
    actions: [
      ...(before
        ? replaceOrganization(before, organization)
        : [...createOrganization(organization), record(deps, system, created)]),
      putAddress(email, entry, serving(entry, organization, contact.id)),
      record(deps, system, added),
    ],
  }
}

/** Once each, until a coordinator is confirmed by others; again only when none is left. */
const isHonoured = ({ coordinators, founders, settled }: Tally, pseudonyms: readonly string[]) =>
  coordinators === 0 || (!settled && !founders.some((founder) => pseudonyms.includes(founder)))

/** Makes a configured address a coordinator, as a contact of the organization that coordinates unless it is one already. */
export const enrolFirstCoordinator = async (deps: Deps, email: string): Promise<void> => {
  const address = foldAddress(email)
  const isConfigured = deps.config.coordinators.some((configured) => foldAddress(configured) === address)
  const pseudonyms = pseudonymsOf(deps, address)
  await onFreshRead(async () => {
    const tally = await getTally(deps.store)
    const entry = await findAddress(deps.store, email)
    // Looked at only here, so that it takes as long to ask for an address that is not configured.
    if (!isConfigured || !isHonoured(tally, pseudonyms) || entry?.suppressed?.reason === 'compromised') return
    const seating = (entry && (await seatKnown(deps, entry))) ?? (await seatNew(deps, email, entry))
    const { organization, contact, actions } = seating
    const at = deps.clock.now().toISOString()
    const by = { kind: 'system' as const }
    const held = { organizationId: organization.id, contactId: contact.id, kind: 'coordinator' as const }
    const founders = [...new Set([...tally.founders, pseudonyms[0]!])]
    await deps.store.transact([
      putTally(tally, { coordinators: tally.coordinators + 1, founders }),
      putGrant({
        ...held,
        status: 'confirmed',
        proposedBy: by,
        proposedAt: at,
        confirmedBy: by,
        confirmedAt: at,
      }),
      ...actions,
      record(deps, system, {
        type: 'grant.confirmed',
        subject: contact.id,
        audience: forCoordinators,
        data: { kind: 'coordinator' },
      }),
    ])
  })
}
