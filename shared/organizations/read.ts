import { type Actor, isCoordinator } from '../access/actor.ts'
import { may, permit, permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import type { Item } from '../storage/store.ts'
import { calledBy } from './contact-of.ts'
import type { DirectoryFilter } from './keys.ts'
import {
  absentOrganizations,
  getOrganization,
  listOrganizations as list,
  publicOrganizations,
} from './repository.ts'
import type { Absence, Organization } from './schema.ts'

const isOwn = (actor: Actor, { id }: Organization) => actor.kind === 'person' && actor.organizationId === id

const withoutContacts = ({ statusChange: _, ...organization }: Organization): Organization => ({
  ...organization,
  contacts: [],
})

/** Who is not of the organization knows its discreet contacts by their alias, and nobody's phone. */
export const byAlias = (actor: Actor, organization: Organization): Organization =>
  isOwn(actor, organization)
    ? organization
    : {
        ...organization,
        contacts: organization.contacts.map(({ phone: _, ...each }) => ({ ...each, name: calledBy(each) })),
      }

/** Contacts are for the organization's own people and, by alias, for coordinators; others see that it exists. */
export const asSeenBy = (actor: Actor, organization: Organization): Organization => {
  if (!may(actor, 'contact.read', { organizationId: organization.id })) return withoutContacts(organization)
  const { statusChange, ...seen } = byAlias(actor, organization)
  return isCoordinator(actor) ? { ...seen, statusChange } : seen
}

export const readOrganization = async (deps: Deps, actor: Actor, id: string): Promise<Organization> => {
  permitToKnow(actor, 'organization.read', 'organization', { organizationId: id })
  const found = await getOrganization(deps.store, id)
  // Who was asked and has not come, and who is kept from the alliance, is for coordinators to know.
  if (found.status && !isCoordinator(actor)) throw notFound('organization')
  return asSeenBy(actor, found)
}

interface Listing {
  readonly filter: DirectoryFilter
  readonly page: { limit: number; after?: Item | undefined }
}

/** Those that are asked, suspended or gone. */
export const listAbsent = async (
  deps: Deps,
  actor: Actor,
  { status, page }: { readonly status: Absence; readonly page: Listing['page'] },
) => {
  permit(actor, 'organization.list-absent')
  const found = await absentOrganizations(deps.store, status, page)
  return { ...found, items: found.items.map(withoutContacts) }
}

/** What anybody may know of the members that say so: no contact is among it. */
export const listPublicMembers = async (deps: Deps, page: Listing['page']) => {
  const { items, next } = await publicOrganizations(deps.store, page)
  return {
    items: items.map(({ name, class: of, country, website }) => ({
      ...{ name, class: of, country },
      ...(website && { website }),
    })),
    ...(next && { next }),
  }
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
