import { type Actor, system } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { foldAddress } from '../text.ts'
import { withContact } from './contact-of.ts'
import { findAddress, findOrganization, putAddress, replaceOrganization } from './repository.ts'
import type { AddressEntry, Contact, Organization, Suppression } from './schema.ts'

/** From the mildest: a graver reason takes the place of a milder one, never the other way round. */
const gravity = ['unsubscribed', 'bounced', 'complained', 'compromised'] as const

const isGraver = (reason: Suppression['reason'], than: Suppression | undefined) =>
  !than || gravity.indexOf(reason) > gravity.indexOf(than.reason)

/** Marks an address, so that whoever is added under it from now on is suppressed as well. */
export const markAddress = (
  deps: Deps,
  address: string,
  suppressed: Suppression,
): Promise<AddressEntry | undefined> =>
  onFreshRead(async () => {
    const entry = await findAddress(deps.store, address)
    if (!entry || !isGraver(suppressed.reason, entry.suppressed)) return entry
    await deps.store.write(putAddress(address, entry, { ...entry, suppressed }))
    return { ...entry, suppressed }
  })

type Served = AddressEntry['contacts'][number]
type Change = (organization: Organization, contact: Contact) => Promise<void>

/** Does something to one contact of an address on a fresh read, if the address still serves it. */
export const onContactAt = (
  deps: Deps,
  address: string,
  { organizationId, contactId }: Served,
  change: Change,
) =>
  onFreshRead(async () => {
    const organization = await findOrganization(deps.store, organizationId)
    const contact = organization?.contacts.find(({ id }) => id === contactId)
    if (organization && contact && foldAddress(contact.email) === foldAddress(address))
      await change(organization, contact)
  })

/**
 * Sends nothing more to an address that bounces or whose owner complained: marks the address, then every
 * contact it serves. Done again, or over a graver reason, it changes nothing.
 */
export const suppressAddress = async (
  deps: Deps,
  address: string,
  reason: 'bounced' | 'complained',
  actor: Actor = system,
): Promise<void> => {
  const at = deps.clock.now()
  const suppressed = { reason, at: at.toISOString() }
  const entry = await markAddress(deps, address, suppressed)
  for (const served of entry?.contacts ?? [])
    await onContactAt(deps, address, served, async (before, contact) => {
      if (!isGraver(reason, contact.suppressed)) return
      await deps.store.transact([
        ...replaceOrganization(before, withContact(before, { ...contact, suppressed }, at)),
        record(deps, actor, {
          type: 'contact.suppressed',
          subject: before.id,
          audience: forOrganization(before.id),
          data: { contactId: contact.id, reason },
        }),
      ])
    })
}
