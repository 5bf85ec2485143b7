import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { contactOf, withContact } from './contact-of.ts'
import { findAddress, getOrganization, putAddress, replaceOrganization } from './repository.ts'
import type { Contact } from './schema.ts'
import { onContactAt } from './suppress.ts'

const unmarkAddress = (deps: Deps, address: string) =>
  onFreshRead(async () => {
    const entry = await findAddress(deps.store, address)
    if (!entry?.suppressed) return entry
    const { suppressed: _, ...after } = entry
    await deps.store.write(putAddress(address, entry, after))
    return after
  })

interface Named {
  readonly organizationId: string
  readonly contactId: string
}

/** Writes again to an address that works, or is in its owner's hands, again. Who unsubscribed stays so. */
export const liftSuppression = async (
  deps: Deps,
  actor: Actor,
  { organizationId, contactId }: Named,
): Promise<void> => {
  permit(actor, 'contact.lift-suppression')
  const { email } = contactOf(await getOrganization(deps.store, organizationId), contactId)
  const entry = await unmarkAddress(deps, email)
  for (const served of entry?.contacts ?? [])
    await onContactAt(deps, email, served, async (before, contact) => {
      if (!contact.suppressed || contact.suppressed.reason === 'unsubscribed') return
      const { suppressed: _, ...lifted } = contact
      await deps.store.transact([
        ...replaceOrganization(before, withContact(before, lifted as Contact, deps.clock.now())),
        record(deps, actor, {
          type: 'contact.updated',
          subject: before.id,
          audience: forOrganization(before.id),
          data: { contactId: contact.id },
        }),
      ])
    })
}
