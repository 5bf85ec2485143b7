import { system } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import { nothingTold } from '../ledger/announce.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { foldAddress } from '../text.ts'
import { withContact } from './contact-of.ts'
import {
  findAddress,
  findOrganization,
  findOrganizations,
  putAddress,
  replaceOrganization,
} from './repository.ts'
import type { AddressEntry, Contact, Organization, Suppression } from './schema.ts'
import { followLoss } from './vacancy.ts'

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

/** Tells a person what an address reports, before anything is suppressed. */
const putInQuestion = (
  deps: Deps,
  address: string,
  served: Served,
  task: 'address-refused' | 'authority-complained',
) =>
  onContactAt(deps, address, served, async (organization, contact) => {
    if (contact.suppressed) return
    const { actions, notifications } = await followLoss(deps, system, { organization, contact, task })
    if (actions.length === 0) return
    await deps.store.transact([
      ...actions,
      record(deps, system, {
        type: 'contact.put-in-question',
        subject: organization.id,
        audience: forOrganization(organization.id),
        data: { contactId: contact.id, because: task },
        notifications,
      }),
    ])
  })

/**
 * The server of an address refuses us by its policy: that says nothing of the address, so nothing is suppressed
 * before a person has looked.
 */
export const reportRefusal = async (deps: Deps, address: string): Promise<void> => {
  const entry = await findAddress(deps.store, address)
  for (const served of entry?.contacts ?? []) await putInQuestion(deps, address, served, 'address-refused')
}

const suppressAt = (deps: Deps, address: string, served: Served, suppressed: Suppression) =>
  onContactAt(deps, address, served, async (before, contact) => {
    const { reason } = suppressed
    if (!isGraver(reason, contact.suppressed)) return
    const changed = { ...contact, suppressed }
    const { actions, notifications } = contact.suppressed
      ? nothingTold
      : await followLoss(deps, system, { organization: before, contact: changed, task: 'role-vacant' })
    await deps.store.transact([
      ...replaceOrganization(before, withContact(before, changed, deps.clock.now())),
      ...actions,
      record(deps, system, {
        type: 'contact.suppressed',
        subject: before.id,
        audience: forOrganization(before.id),
        data: { contactId: contact.id, reason },
        notifications,
      }),
    ])
  })

/** Whom an address serves at authorities: one press of a button must not silence a whole desk. */
const desksOf = async (deps: Deps, contacts: readonly Served[]) => {
  const organizations = await findOrganizations(
    deps.store,
    contacts.map(({ organizationId }) => organizationId),
  )
  const authorities = new Set(
    organizations.filter(({ relation }) => relation === 'authority').map(({ id }) => id),
  )
  return contacts.filter(({ organizationId }) => authorities.has(organizationId))
}

/**
 * Sends nothing more to an address that bounces or whose owner complained: marks the address, then every
 * contact it serves. A complaint from an authority's desk waits for a person. Done again, or over a graver reason,
 * it changes nothing.
 */
export const suppressAddress = async (
  deps: Deps,
  address: string,
  reason: 'bounced' | 'complained',
): Promise<void> => {
  const suppressed = { reason, at: deps.clock.now().toISOString() }
  const asked = reason === 'complained' ? await findAddress(deps.store, address) : undefined
  const desks = asked ? await desksOf(deps, asked.contacts) : []
  // From here on whoever is added under a marked address is suppressed with it.
  const entry = desks.length > 0 ? asked : await markAddress(deps, address, suppressed)
  for (const served of entry?.contacts ?? [])
    if (desks.includes(served)) await putInQuestion(deps, address, served, 'authority-complained')
    else await suppressAt(deps, address, served, suppressed)
}
