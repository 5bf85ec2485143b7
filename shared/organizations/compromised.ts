import type { Actor } from '../access/actor.ts'
import { isCoordinator } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import { endCredentials } from '../identity/credentials.ts'
import { releaseGrants } from '../identity/withdraw-grant.ts'
import { contactOf, withContact } from './contact-of.ts'
import { getOrganization, replaceOrganization } from './repository.ts'
import type { Contact, Organization } from './schema.ts'
import { markAddress, onContactAt } from './suppress.ts'

interface Report {
  readonly organizationId: string
  readonly contactId: string
}

/**
 * An address is in the hands of others: nothing is sent to it any more, and no link, session or token of any
 * contact it serves works from here on. Their grants go too, but those that others than their own organization
 * or a coordinator would take. Done again, it finishes what was left.
 */
export const reportCompromised = async (
  deps: Deps,
  actor: Actor,
  { organizationId, contactId }: Report,
): Promise<Organization> => {
  permit(actor, 'contact.compromised', { organizationId })
  const { email } = contactOf(await getOrganization(deps.store, organizationId), contactId)
  const suppressed = { reason: 'compromised' as const, at: deps.clock.now().toISOString() }
  const entry = await markAddress(deps, email, suppressed)
  for (const served of entry?.contacts ?? [])
    await onContactAt(deps, email, served, async (before, contact) => {
      if (contact.suppressed?.reason === 'compromised') return
      const releases = isCoordinator(actor) || before.id === organizationId
      const closed: Contact = {
        ...contact,
        suppressed,
        epoch: contact.epoch + 1,
        grants: releases ? [] : contact.grants,
      }
      await deps.store.transact([
        ...replaceOrganization(before, withContact(before, closed, deps.clock.now())),
        ...(await endCredentials(deps, contact.id)),
        ...(releases ? await releaseGrants(deps, actor, contact, { evenTheLast: true }) : []),
        record(deps, actor, {
          type: 'contact.compromised',
          subject: before.id,
          audience: forOrganization(before.id),
          data: { contactId: contact.id },
        }),
      ])
    })
  return getOrganization(deps.store, organizationId)
}
