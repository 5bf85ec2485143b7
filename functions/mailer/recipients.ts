import type { Deps } from '../../shared/deps.ts'
import type { SkipReason } from '../../shared/ledger/delivery.ts'
import type { Entry } from '../../shared/ledger/manifest.ts'
import { calledBy } from '../../shared/organizations/contact-of.ts'
import type { Preferences } from '../../shared/organizations/preferences.ts'
import { findOrganizations } from '../../shared/organizations/repository.ts'
import type { Contact, Organization } from '../../shared/organizations/schema.ts'
import type { Recipient } from '../../shared/rendering/recipient.ts'

const recipientOf = (organization: Organization, contact: Contact): Recipient => ({
  contactId: contact.id,
  organizationId: organization.id,
  organizationName: organization.name,
  organizationClass: organization.class,
  relation: organization.relation,
  address: contact.email,
  name: calledBy(contact),
  languages: contact.languages,
  timeZone: contact.timeZone,
  discreet: contact.discreet,
  role: contact.role,
  epoch: contact.epoch,
})

export type Found =
  | {
      readonly recipient: Recipient
      readonly suppressed?: SkipReason
      /** Where their organization has no part in the alliance. */
      readonly absent?: SkipReason
      readonly preferences?: Preferences | undefined
    }
  | { readonly skip: SkipReason }

/** Each entry's contact as it stands now, by one read: gone, not to be written to, or whom to write to. */
export const readAfresh = async (deps: Deps, entries: readonly Entry[]): Promise<Map<string, Found>> => {
  const organizations = await findOrganizations(
    deps.store,
    entries.map(({ organizationId }) => organizationId),
  )
  const byId = new Map(organizations.map((organization) => [organization.id as string, organization]))
  return new Map(
    entries.map(({ contactId, organizationId }): [string, Found] => {
      const organization = byId.get(organizationId)
      const contact = organization?.contacts.find(({ id }) => id === contactId)
      if (!organization || !contact) return [contactId, { skip: 'removed' }]
      const recipient = recipientOf(organization, contact)
      const { suppressed, preferences } = contact
      const { status: absent } = organization
      const kept = { ...(suppressed && { suppressed: suppressed.reason }), ...(absent && { absent }) }
      return [contactId, { recipient, preferences, ...kept }]
    }),
  )
}
