import type { Viewer } from '../events/visibility.ts'
import { findOrganization } from '../organizations/repository.ts'
import type { Contact, Organization } from '../organizations/schema.ts'
import type { Store } from '../storage/store.ts'
import type { Endpoint } from './schema.ts'

type Owned = Pick<Endpoint, 'organizationId' | 'ownerId'>

const contactOf = (organization: Organization, { ownerId }: Owned) =>
  organization.contacts.find(({ id }) => id === ownerId)

export const contactIn = async (store: Store, owned: Owned): Promise<Contact | undefined> => {
  const organization = await findOrganization(store, owned.organizationId)
  return organization && contactOf(organization, owned)
}

/**
 * With whose eyes an endpoint sees: its owner's, as they are in the roster now. Nobody's once the owner has
 * left it, is compromised, or has been secured anew since they had a hand in the endpoint.
 */
export const eyesOf = (organization: Organization | undefined, endpoint: Endpoint): Viewer | undefined => {
  const contact = organization && contactOf(organization, endpoint)
  if (!contact || contact.epoch !== endpoint.ownerEpoch) return undefined
  if (contact.suppressed?.reason === 'compromised') return undefined
  const { id: organizationId, relation } = organization
  return { organizationId, relation, coordinator: contact.grants.includes('coordinator') }
}
