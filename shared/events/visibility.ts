import { standingIn } from '../coalitions/repository.ts'
import type { Contact, Organization } from '../organizations/schema.ts'
import type { Store } from '../storage/store.ts'
import type { Event } from './schema.ts'

/** Somebody of the roster, as they are now. */
export interface Viewer {
  readonly organization: Organization
  readonly contact: Contact
}

/** Whether somebody may come to know of an event; coalitions are read afresh. */
export const mayLearnOf = async (
  store: Store,
  { audience }: Pick<Event, 'audience'>,
  { organization, contact }: Viewer,
): Promise<boolean> => {
  if (contact.grants.includes('coordinator')) return true
  switch (audience.to) {
    case 'coordinators':
      return false
    case 'members':
      return organization.relation === 'member'
    case 'organization':
      return audience.organizationId === organization.id
    case 'coalition':
      return (await standingIn(store, audience.coalitionId, organization.id)) !== undefined
  }
}
