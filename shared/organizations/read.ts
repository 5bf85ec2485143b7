import type { Actor } from '../access/actor.ts'
import { may, permit, permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { Item } from '../storage/store.ts'
import type { DirectoryFilter } from './keys.ts'
import { getOrganization, listOrganizations as list } from './repository.ts'
import type { Organization } from './schema.ts'

/** Contacts are for the organization's own people and for coordinators; others see that it exists. */
const asSeenBy = (actor: Actor, organization: Organization): Organization =>
  may(actor, 'contact.read', { organizationId: organization.id })
    ? organization
    : { ...organization, contacts: [] }

export const readOrganization = async (deps: Deps, actor: Actor, id: string): Promise<Organization> => {
  permitToKnow(actor, 'organization.read', 'organization', { organizationId: id })
  return asSeenBy(actor, await getOrganization(deps.store, id))
}

interface Listing {
  readonly filter: DirectoryFilter
  readonly page: { limit: number; after?: Item | undefined }
}

export const listOrganizations = async (deps: Deps, actor: Actor, { filter, page }: Listing) => {
  permit(actor, 'organization.list')
  const found = await list(deps.store, filter, page)
  return { ...found, items: found.items.map((organization) => asSeenBy(actor, organization)) }
}
