import type { Actor } from '../access/actor.ts'
import { may, permit, permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { Item } from '../storage/store.ts'
import { calledBy } from './contact-of.ts'
import type { DirectoryFilter } from './keys.ts'
import { getOrganization, listOrganizations as list } from './repository.ts'
import type { Organization } from './schema.ts'

const isOwn = (actor: Actor, { id }: Organization) => actor.kind === 'person' && actor.organizationId === id

const withoutContacts = (organization: Organization): Organization => ({ ...organization, contacts: [] })

/** Who is not of the organization knows its discreet contacts by their alias, and nobody's phone. */
export const byAlias = (actor: Actor, organization: Organization): Organization =>
  isOwn(actor, organization)
    ? organization
    : {
        ...organization,
        contacts: organization.contacts.map(({ phone: _, ...each }) => ({ ...each, name: calledBy(each) })),
      }

/** Contacts are for the organization's own people and, by alias, for coordinators; others see that it exists. */
export const asSeenBy = (actor: Actor, organization: Organization): Organization =>
  may(actor, 'contact.read', { organizationId: organization.id })
    ? byAlias(actor, organization)
    : withoutContacts(organization)

export const readOrganization = async (deps: Deps, actor: Actor, id: string): Promise<Organization> => {
  permitToKnow(actor, 'organization.read', 'organization', { organizationId: id })
  return asSeenBy(actor, await getOrganization(deps.store, id))
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
  const seen = (each: Organization) =>
    seesAll || isOwn(actor, each) ? asSeenBy(actor, each) : withoutContacts(each)
  return { ...found, items: found.items.map(seen) }
}
