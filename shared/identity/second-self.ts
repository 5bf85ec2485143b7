import type { Deps } from '../deps.ts'
import { findAddress, findOrganizations } from '../organizations/repository.ts'
import type { Contact } from '../organizations/schema.ts'
import { oneGrantPerAddress } from './errors.ts'

/** Throws when somebody at the same address holds a grant as another contact: one person would count as two. */
export const refuseSecondSelf = async (deps: Deps, contact: Contact) => {
  const served = (await findAddress(deps.store, contact.email))?.contacts ?? []
  const others = served.filter(({ contactId }) => contactId !== contact.id)
  const organizations = await findOrganizations(
    deps.store,
    others.map(({ organizationId }) => organizationId),
  )
  const contacts = organizations.flatMap((organization) => organization.contacts)
  const holds = ({ contactId }: { contactId: string }) =>
    contacts.some(({ id, grants }) => id === contactId && grants.length > 0)
  if (others.some(holds)) throw oneGrantPerAddress()
}
