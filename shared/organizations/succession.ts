import { type Actor, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { tellDuty } from '../duty/on-duty.ts'
import { forOrganization, record } from '../events/record.ts'
import type { EventType } from '../events/schema.ts'
import { announce, toldTogether } from '../ledger/announce.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import { openTask } from '../tasks/open.ts'
import { foldAddress } from '../text.ts'
import { contactOf, withContact } from './contact-of.ts'
import { updateContact } from './contacts.ts'
import { addressTaken, compromisedSuccession, noSuccessor, ownSuccession } from './errors.ts'
import { getOrganization, replaceOrganization } from './repository.ts'
import type { Contact, Organization, SuccessorInput } from './schema.ts'
import { settleSuccession, successionTask } from './settle-succession.ts'

interface Named {
  readonly organizationId: string
  readonly contactId: string
}

/** The old address and everybody else there hear of it before anything has passed, and so does whoever is on duty. */
const tellAll = async (deps: Deps, { id, name, contacts }: Organization, contact: Contact) => {
  const params = { organization: name, role: contact.role }
  const reached = contacts.filter(({ suppressed }) => !suppressed)
  const there = announce(deps, {
    kind: 'notice',
    subject: id,
    urgent: true,
    recipients: {
      of: 'contacts',
      contacts: reached.map((each) => ({ organizationId: id, contactId: each.id })),
    },
    content: { key: 'role-passes', params },
  })
  const duty = await tellDuty(deps, { subject: contact.id, key: 'role-passes', params })
  return toldTogether([there, duty])
}

interface Step {
  readonly before: Organization
  readonly contact: Contact
  readonly type: EventType
  readonly actions: readonly Action[]
  readonly notifications?: readonly string[]
}

const keep = (deps: Deps, actor: Actor, { before, contact, type, actions, notifications = [] }: Step) =>
  deps.store.transact([
    ...replaceOrganization(before, withContact(before, contact, deps.clock.now())),
    ...actions,
    record(deps, actor, {
      type,
      subject: before.id,
      audience: forOrganization(before.id),
      data: { contactId: contact.id },
      notifications: [...notifications],
    }),
  ])

/** Says that a role passes to somebody else. Nothing changes yet: a coordinator confirms it, or somebody objects. */
export const proposeSuccessor = (
  deps: Deps,
  actor: Actor,
  { organizationId, contactId, ...input }: Named & SuccessorInput,
): Promise<Contact> => {
  permit(actor, 'contact.pass-on', { organizationId })
  return onFreshRead(async () => {
    const before = await getOrganization(deps.store, organizationId)
    const old = contactOf(before, contactId)
    if (before.contacts.some(({ email }) => foldAddress(email) === foldAddress(input.email)))
      throw addressTaken()
    const settled = await settleSuccession(deps, actor, old)
    const successor = { ...input, by: stampOf(actor), at: deps.clock.now().toISOString() }
    const contact: Contact = { ...old, successor }
    const task = await openTask(deps, {
      ...successionTask(contact),
      organizationId: before.id,
      contactId: old.id,
      actor,
    })
    const told = await tellAll(deps, before, contact)
    const { notifications } = told
    const actions = [...settled, ...task.actions, ...told.actions]
    await keep(deps, actor, { before, contact, type: 'contact.succession-proposed', actions, notifications })
    return contact
  })
}

/** Takes it back, or objects to it: anybody of the organization may, and any coordinator. */
export const dropSuccessor = (
  deps: Deps,
  actor: Actor,
  { organizationId, contactId }: Named,
): Promise<void> => {
  permit(actor, 'contact.pass-on', { organizationId })
  return onFreshRead(async () => {
    const before = await getOrganization(deps.store, organizationId)
    const old = contactOf(before, contactId)
    if (!old.successor) throw noSuccessor()
    const actions = await settleSuccession(deps, actor, old)
    const contact = { ...old, successor: undefined }
    await keep(deps, actor, { before, contact, type: 'contact.succession-dropped', actions })
  })
}

/**
 * Has the role pass: the address is the successor's, and whatever the old one opened is dead. By a coordinator other
 * than who proposed it, on the very version that shows the address.
 */
export const confirmSuccessor = async (
  deps: Deps,
  actor: Actor,
  { organizationId, contactId, version }: Named & { readonly version: number },
) => {
  permit(actor, 'contact.confirm-succession')
  const old = contactOf(await getOrganization(deps.store, organizationId), contactId)
  if (!old.successor) throw noSuccessor()
  if (old.suppressed?.reason === 'compromised') throw compromisedSuccession()
  if (old.successor.by.contactId === stampOf(actor).contactId) throw ownSuccession()
  const { email, name } = old.successor
  return updateContact(deps, actor, {
    organizationId,
    contactId,
    version,
    change: { email, name: name ?? null, phone: null, successor: null },
  })
}
