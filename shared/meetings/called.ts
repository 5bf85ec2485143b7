import type { Deps } from '../deps.ts'
import { walkOrganizations } from '../ledger/walk/sources.ts'
import type { Contact, Organization } from '../organizations/schema.ts'
import { invited } from './notice.ts'
import type { Meeting } from './schema.ts'

/** The organizations that a meeting is still for, as they are now. */
export const organizationsCalled = async (deps: Deps, of: Pick<Meeting, 'coalitionId'>) => {
  const organizations: Organization[] = []
  for await (const { organization } of walkOrganizations(deps.store, invited(of)))
    organizations.push(organization)
  return organizations
}

export const contactsAmong = (organizations: readonly Organization[]) =>
  new Map<string, Contact>(
    organizations.flatMap(({ contacts }) => contacts.map((contact) => [contact.id, contact] as const)),
  )

/** The contacts of organizations that a meeting is still for, as they are now. */
export const contactsCalled = async (deps: Deps, of: Pick<Meeting, 'coalitionId'>) =>
  contactsAmong(await organizationsCalled(deps, of))
