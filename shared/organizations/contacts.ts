import { type Actor, isCoordinator } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import type { EventType } from '../events/schema.ts'
import { endCredentials } from '../identity/credentials.ts'
import { holdsAny, releaseProposals, requireAnotherCoordinator } from '../identity/holders.ts'
import { refuseSecondSelf } from '../identity/second-self.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead, requireVersion } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import { distinct, foldAddress } from '../text.ts'
import { pauseEndpointsOf } from '../webhooks/pause.ts'
import { contactOf, secured, withContact } from './contact-of.ts'
import { addressTaken, addressTooBusy, tooManyContacts } from './errors.ts'
import { withoutRemoved, withRemoved } from './removed.ts'
import { findAddress, getOrganization, putAddress, replaceOrganization } from './repository.ts'
import {
  type AddressEntry,
  type Contact,
  type ContactChange,
  type ContactInput,
  maximumContacts,
  type Organization,
} from './schema.ts'
import { proposalsOf, settleProposals, settleSuccession, withoutProposals } from './settle-succession.ts'

const sameAddress = (a: string, b: string) => foldAddress(a) === foldAddress(b)

export const newContact = (deps: Pick<Deps, 'ids' | 'clock'>, input: ContactInput): Contact => ({
  ...input,
  id: deps.ids.next('contact'),
  epoch: 1,
  grants: [],
})

/** An address entry with one contact more; what is suppressed stays so, whoever is added under it. */
export const serving = (
  entry: AddressEntry | undefined,
  organization: Pick<Organization, 'id'>,
  contactId: Contact['id'],
) => {
  const contacts = [...(entry?.contacts ?? []), { organizationId: organization.id, contactId }]
  if (contacts.length > 20) throw addressTooBusy()
  return { ...entry, contacts }
}

const withoutContact = (entry: AddressEntry, contactId: string) => ({
  ...entry,
  contacts: entry.contacts.filter((served) => served.contactId !== contactId),
})

const enlist = async (deps: Deps, organization: Organization, contact: Contact) => {
  const entry = await findAddress(deps.store, contact.email)
  return {
    contact: entry?.suppressed ? { ...contact, suppressed: entry.suppressed } : contact,
    actions: [putAddress(contact.email, entry, serving(entry, organization, contact.id))],
  }
}

const delist = async (deps: Deps, contact: Contact): Promise<Action[]> => {
  const entry = await findAddress(deps.store, contact.email)
  return entry ? [putAddress(contact.email, entry, withoutContact(entry, contact.id))] : []
}

/** `null` takes a field away. */
const withoutNull = (change: ContactChange) =>
  Object.fromEntries(Object.entries(change).map(([field, value]) => [field, value ?? undefined]))

const happened = (deps: Deps, actor: Actor, type: EventType, organizationId: string, contactId: string) =>
  record(deps, actor, {
    type,
    subject: organizationId,
    audience: forOrganization(organizationId),
    data: { contactId },
  })

/** What its own people set of a contact is remembered, so that no import overwrites it. */
const ownedBy = (actor: Actor, { ownFields = [] }: Pick<Contact, 'ownFields'> = {}, set: object) =>
  isCoordinator(actor) ? {} : { ownFields: distinct([...ownFields, ...Object.keys(set)]) }

interface Addition {
  readonly organizationId: string
  readonly contact: ContactInput
}

export const addContact = async (deps: Deps, actor: Actor, { organizationId, contact: input }: Addition) => {
  permit(actor, 'contact.add', { organizationId })
  return onFreshRead(async () => {
    const before = await getOrganization(deps.store, organizationId)
    if (before.contacts.some(({ email }) => sameAddress(email, input.email))) throw addressTaken()
    if (before.contacts.length >= maximumContacts) throw tooManyContacts()
    const { contact, actions } = await enlist(deps, before, {
      ...newContact(deps, input),
      ...ownedBy(actor, undefined, input),
    })
    const contacts = [...before.contacts, contact]
    const removedContacts = withoutRemoved(before, contact.email)
    const after = revise(before, { contacts, removedContacts }, deps.clock.now())
    await deps.store.transact([
      ...replaceOrganization(before, after),
      ...actions,
      happened(deps, actor, 'contact.added', organizationId, contact.id),
    ])
    return { organization: after, contact }
  })
}

/** Of a new address nobody has said that it is the right one. */
const neverConfirmed = { lastConfirmedAt: undefined }

interface Update {
  readonly organizationId: string
  readonly contactId: string
  readonly version: number
  /** What was proposed for a contact is taken away only from within, by whatever settles it. */
  readonly change: ContactChange & { readonly successor?: null }
}

/** Changes a contact. A new address ends what the old one could open: links, sessions and tokens, and what was proposed for it. */
export const updateContact = async (
  deps: Deps,
  actor: Actor,
  { organizationId, contactId, version, change }: Update,
) => {
  permit(actor, 'contact.update', { organizationId })
  return onFreshRead(async () => {
    const before = await getOrganization(deps.store, organizationId)
    requireVersion('organization', before, version)
    const old = contactOf(before, contactId)
    const now = deps.clock.now()
    const changed = { ...old, ...withoutNull(change), ...ownedBy(actor, old, change) } as Contact
    const moves = !sameAddress(old.email, changed.email)
    if ((moves || changed.kind !== old.kind) && (await holdsAny(deps, old))) {
      requireAnotherCoordinator(actor, old)
      if (moves) await refuseSecondSelf(deps, changed)
    }
    if (moves && before.contacts.some(({ email }) => sameAddress(email, changed.email))) throw addressTaken()
    const fresh = {
      ...secured(changed, now),
      ...neverConfirmed,
      suppressed: undefined,
      successor: undefined,
      movedAt: now.toISOString(),
    }
    const { contact, actions } = moves ? await enlist(deps, before, fresh) : { contact: changed, actions: [] }
    const ended = moves
      ? [
          ...(await delist(deps, old)),
          ...(await endCredentials(deps, contactId)),
          ...(await settleSuccession(deps, actor, old)),
        ]
      : []
    const removedContacts =
      moves && !isCoordinator(actor) ? withRemoved(before, old.email) : before.removedContacts
    const after = { ...withContact(before, contact, now), removedContacts }
    await deps.store.transact([
      ...replaceOrganization(before, after),
      ...actions,
      ...ended,
      happened(deps, actor, 'contact.updated', organizationId, contactId),
    ])
    return { organization: after, contact }
  }, 1)
}

interface Removal {
  readonly organizationId: string
  readonly contactId: string
}

/** Removes a contact: their links, sessions, tokens and endpoints are dead when this returns, and so is what they proposed. */
export const removeContact = async (deps: Deps, actor: Actor, { organizationId, contactId }: Removal) => {
  permit(actor, 'contact.remove', { organizationId })
  const proposals = await onFreshRead(async () => {
    const before = await getOrganization(deps.store, organizationId)
    const contact = contactOf(before, contactId)
    const released = await releaseProposals(deps, contact)
    const others = before.contacts.filter(({ id }) => id !== contactId)
    const contacts = withoutProposals(others, contact)
    const removedContacts = isCoordinator(actor) ? before.removedContacts : withRemoved(before, contact.email)
    await deps.store.transact([
      ...replaceOrganization(before, revise(before, { contacts, removedContacts }, deps.clock.now())),
      ...(await delist(deps, contact)),
      ...released,
      ...(await endCredentials(deps, contactId)),
      happened(deps, actor, 'contact.removed', organizationId, contactId),
    ])
    return proposalsOf(before, contact)
  })
  await settleProposals(deps, actor, proposals)
  await pauseEndpointsOf(deps, { organizationId, contactId }, actor)
}
