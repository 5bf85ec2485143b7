import { type Actor, stampOf } from '../access/actor.ts'
import { unauthenticated } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import type { EventType } from '../events/schema.ts'
import { nothingTold, type Told } from '../ledger/announce.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { contactOf, withContact } from './contact-of.ts'
import { getOrganization, replaceOrganization } from './repository.ts'
import type { Contact, Organization } from './schema.ts'
import { followLoss } from './vacancy.ts'

const change = (
  deps: Deps,
  actor: Actor,
  type: EventType,
  decide: (contact: Contact) => Contact | undefined,
  after: (organization: Organization, contact: Contact) => Promise<Told> = async () => nothingTold,
) =>
  onFreshRead(async () => {
    const { organizationId, contactId } = stampOf(actor)
    if (!organizationId || !contactId) throw unauthenticated()
    const before = await getOrganization(deps.store, organizationId)
    const changed = decide(contactOf(before, contactId))
    if (!changed) return
    const { actions, notifications } = await after(before, changed)
    await deps.store.transact([
      ...replaceOrganization(before, withContact(before, changed, deps.clock.now())),
      ...actions,
      record(deps, actor, {
        type,
        subject: organizationId,
        audience: forOrganization(organizationId),
        data: { contactId },
        notifications,
      }),
    ])
  })

/**
 * Sends nothing more to the contact whose link this is, in this organization alone, whatever the level. Works at
 * once; again is the same. A role that nobody is reached in any more is a coordinator's to fill.
 */
export const unsubscribe = (deps: Deps, actor: Actor) =>
  change(
    deps,
    actor,
    'contact.unsubscribed',
    (contact) =>
      contact.suppressed
        ? undefined
        : { ...contact, suppressed: { reason: 'unsubscribed', at: deps.clock.now().toISOString() } },
    (organization, contact) => followLoss(deps, actor, { organization, contact, task: 'role-vacant' }),
  )

/** Takes an unsubscription back; what is suppressed for another reason stays so. */
export const resubscribe = (deps: Deps, actor: Actor) =>
  change(deps, actor, 'contact.updated', (contact) =>
    contact.suppressed?.reason === 'unsubscribed' ? { ...contact, suppressed: undefined } : undefined,
  )
