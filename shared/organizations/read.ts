import type { Actor } from '../access/actor.ts'
import { may, permit, permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { Item } from '../storage/store.ts'
import type { DirectoryFilter } from './keys.ts'
import { getOrganization, listOrganizations as list } from './repository.ts'
import type { Organization } from './schema.ts'

const withoutContacts = (organization: Organization): Organization => ({ ...organization, contacts: [] })

/** Contacts are for the organization's own people and for coordinators; others see that it exists. */
export const readOrganization = async (deps: Deps, actor: Actor, id: string): Promise<Organization> => {
  permitToKnow(actor, 'organization.read', 'organization', { organizationId: id })
  const found = await getOrganization(deps.store, id)
  return may(actor, 'contact.read', { organizationId: id }) ? found : withoutContacts(found)
}

interface Listing {
  readonly filter: DirectoryFilter
  readonly page: { limit: number; after?: Item | undefined }
}

/** One's own organization with its contacts; the contacts of all others only to a coordinator who has proved who they are. */
export const listOrganizations = async (deps: Deps, actor: Actor, { filter, page }: Listing) => {
  permit(actor, 'organization.list')
  const found = await list(deps.store, filter, page)
  const seesAll = may(actor, 'contact.list')
  const isOwn = (organizationId: string) =>
    actor.kind === 'person' &&
    actor.organizationId === organizationId &&
    may(actor, 'contact.read', { organizationId })
  const seen = (each: Organization) => (seesAll || isOwn(each.id) ? each : withoutContacts(each))
  return { ...found, items: found.items.map(seen) }
}
