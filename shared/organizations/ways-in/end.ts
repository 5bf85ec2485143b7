import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { forOrganization, record } from '../../events/record.ts'
import { endCredentials, livingOf } from '../../identity/credentials.ts'
import { announce } from '../../ledger/announce.ts'
import { findHolding, removeSubscriptions } from '../../meetings/calendar-feeds/repository.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { pauseEndpointsOf } from '../../webhooks/pause.ts'
import { contactOf } from '../contact-of.ts'
import { getOrganization } from '../repository.ts'
import type { Contact, Organization } from '../schema.ts'

interface Named {
  readonly organizationId: Organization['id']
  readonly contactId: Contact['id']
}

/**
 * Ends every session, token and calendar feed of a contact, who hears of it and signs in again, and pauses their webhook
 * endpoints: who came in with a stolen session may have set one up, and hears by it what happens. The mailbox is trusted
 * still: links in mails stay alive, and where it is not, it is to be reported as compromised. Asked again, there is
 * nothing to end, and nobody hears of it a second time.
 */
export const endWaysIn = async (
  deps: Deps,
  actor: Actor,
  { organizationId, contactId }: Named,
): Promise<void> => {
  permit(actor, 'contact.end-ways-in')
  await onFreshRead(async () => {
    const organization = await getOrganization(deps.store, organizationId)
    contactOf(organization, contactId)
    const [living, holding] = await Promise.all([
      livingOf(deps, contactId),
      findHolding(deps.store, contactId),
    ])
    if (living.length + holding.feeds.length === 0) return
    const told = announce(deps, {
      kind: 'notice',
      subject: contactId,
      urgent: true,
      recipients: { of: 'contacts', contacts: [{ organizationId, contactId }] },
      content: { key: 'ways-in-ended', params: { organization: organization.name } },
    })
    await deps.store.transact([
      ...removeSubscriptions(contactId, holding),
      ...(await endCredentials(deps, contactId)),
      ...told.actions,
      record(deps, actor, {
        type: 'contact.ways-in-ended',
        subject: organizationId,
        audience: forOrganization(organizationId),
        data: { contactId },
        notifications: [told.id],
      }),
    ])
  })
  await pauseEndpointsOf(deps, { organizationId, contactId }, actor)
}
