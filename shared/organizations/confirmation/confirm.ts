import { type Actor, stampOf } from '../../access/actor.ts'
import { unauthenticated } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { tellDuty } from '../../duty/on-duty.ts'
import { forOrganization, record } from '../../events/record.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { openTask } from '../../tasks/open.ts'
import { contactOf, withContact } from '../contact-of.ts'
import { getOrganization, replaceOrganization } from '../repository.ts'

const recipientOf = (actor: Actor) => {
  const { organizationId, contactId } = stampOf(actor)
  if (!organizationId || !contactId) throw unauthenticated()
  return { organizationId, contactId }
}

/** "It is me, and I am still the one." Again on the same day is the same. */
export const confirmContact = (deps: Deps, actor: Actor): Promise<void> =>
  onFreshRead(async () => {
    const { organizationId, contactId } = recipientOf(actor)
    const before = await getOrganization(deps.store, organizationId)
    const contact = contactOf(before, contactId)
    const now = deps.clock.now()
    if (contact.lastConfirmedAt?.slice(0, 10) === now.toISOString().slice(0, 10)) return
    const confirmed = { ...contact, lastConfirmedAt: now.toISOString() }
    await deps.store.transact([
      ...replaceOrganization(before, withContact(before, confirmed, now)),
      record(deps, actor, {
        type: 'contact.confirmed',
        subject: organizationId,
        audience: forOrganization(organizationId),
        data: { contactId },
      }),
    ])
  })

/**
 * "It is not me any more." Nothing is stopped by it, for a link may be forwarded: a person looks, and asks the
 * organization who it is now. Once a day, however often it is pressed.
 */
export const denyContact = (deps: Deps, actor: Actor): Promise<void> =>
  onFreshRead(async () => {
    const { organizationId, contactId } = recipientOf(actor)
    const organization = await getOrganization(deps.store, organizationId)
    const { role } = contactOf(organization, contactId)
    const { actions } = await openTask(deps, {
      kind: 'contact-moved-on',
      subject: contactId,
      cause: deps.clock.now().toISOString().slice(0, 10),
      organizationId,
      contactId,
      actor,
    })
    if (actions.length === 0) return
    const told = await tellDuty(deps, {
      subject: contactId,
      key: 'contact-moved-on',
      params: { organization: organization.name, role },
    })
    await deps.store.transact([
      ...actions,
      ...told.actions,
      record(deps, actor, {
        type: 'contact.put-in-question',
        subject: organizationId,
        audience: forOrganization(organizationId),
        data: { contactId, because: 'contact-moved-on' },
        notifications: told.notifications,
      }),
    ])
  })
