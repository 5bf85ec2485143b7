import { type Actor, isCoordinator, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { tellCoordinators } from '../duty/on-duty.ts'
import { forOrganization, record } from '../events/record.ts'
import { endCredentials } from '../identity/credentials.ts'
import { suspendGrants } from '../identity/suspend.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { openTask } from '../tasks/open.ts'
import { pauseEndpointsOf } from '../webhooks/pause.ts'
import { contactOf, secured } from './contact-of.ts'
import { findAddress, getOrganization, putAddress, replaceOrganization } from './repository.ts'
import type { AddressEntry, Contact, Organization, Suppression } from './schema.ts'
import { proposalsOf, settleProposals, withoutProposals } from './settle-succession.ts'
import { onContactAt } from './suppress.ts'

interface Report {
  readonly organizationId: string
  readonly contactId: string
}

/** On the word of one organization no other's people fall silent: anybody may put anybody's address in the roster. */
const concernedBy = (actor: Actor, { organizationId }: Report, { contacts }: AddressEntry) =>
  isCoordinator(actor) ? contacts : contacts.filter((each) => each.organizationId === organizationId)

/** Marks the address where all whom it serves are concerned; else they come last in it, for sign-ins go by the first. */
const closeAddress = (deps: Deps, actor: Actor, report: Report, address: string, suppressed: Suppression) =>
  onFreshRead(async () => {
    const entry = await findAddress(deps.store, address)
    const concerned = entry ? concernedBy(actor, report, entry) : []
    if (!entry || entry.suppressed?.reason === 'compromised') return concerned
    const others = entry.contacts.filter((each) => !concerned.includes(each))
    const closed = others.length > 0 ? entry : { ...entry, suppressed }
    await deps.store.write(putAddress(address, entry, { ...closed, contacts: [...others, ...concerned] }))
    return concerned
  })

/** Whoever coordinates hears of it at once, and a person goes through what that mailbox was sent. */
const askToFollowUp = async (
  deps: Deps,
  actor: Actor,
  { id: organizationId, name }: Organization,
  { id: contactId }: Contact,
) => {
  const told = await tellCoordinators(deps, {
    subject: contactId,
    key: 'mailbox-compromised',
    params: { organization: name },
    urgent: true,
    but: [stampOf(actor).contactId, contactId],
  })
  const cause = deps.clock.now().toISOString()
  const task = await openTask(deps, {
    kind: 'mailbox-compromised',
    ...{ subject: contactId, cause, organizationId, contactId, actor },
  })
  return { ...told, actions: [...told.actions, ...task.actions] }
}

/**
 * An address is in the hands of others: nothing is sent to it any more, no link, session, token or webhook endpoint of its
 * contact works from here on, their grants rest, and no role passes by what was proposed for or from it: whoever had it may
 * have named themselves. A coordinator's word closes it in every organization it serves, and for whoever comes later;
 * the organization's own closes it there. Done again, it finishes what was left.
 */
export const reportCompromised = async (
  deps: Deps,
  actor: Actor,
  { organizationId, contactId }: Report,
): Promise<Organization> => {
  permit(actor, 'contact.compromised', { organizationId })
  const { email } = contactOf(await getOrganization(deps.store, organizationId), contactId)
  const suppressed = { reason: 'compromised' as const, at: deps.clock.now().toISOString() }
  for (const served of await closeAddress(deps, actor, { organizationId, contactId }, email, suppressed)) {
    await onContactAt(deps, email, served, async (before, contact) => {
      if (contact.suppressed?.reason === 'compromised') return
      const followed = await askToFollowUp(deps, actor, before, contact)
      const closed: Contact = { ...secured(contact, deps.clock.now()), suppressed, grants: [] }
      const contacts = withoutProposals(
        before.contacts.map((each) => (each.id === closed.id ? closed : each)),
        closed,
      )
      await deps.store.transact([
        ...replaceOrganization(before, revise(before, { contacts }, deps.clock.now())),
        ...(await endCredentials(deps, contact.id)),
        ...(await suspendGrants(deps, actor, contact, { cause: 'compromised', evenTheLast: true })),
        record(deps, actor, {
          type: 'contact.compromised',
          subject: before.id,
          audience: forOrganization(before.id),
          data: { contactId: contact.id },
          notifications: followed.notifications,
        }),
        ...followed.actions,
      ])
      await settleProposals(deps, actor, proposalsOf(before, contact))
    })
    await pauseEndpointsOf(deps, served, actor)
  }
  return getOrganization(deps.store, organizationId)
}
