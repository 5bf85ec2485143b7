import type { Deps } from '../deps.ts'
import { walkOrganizations } from '../ledger/walk/sources.ts'
import type { Contact } from '../organizations/schema.ts'
import { invited } from './notice.ts'
import type { Meeting } from './schema.ts'

/** The contacts of organizations that a meeting is still for, as they are now. */
export const contactsCalled = async (deps: Deps, of: Pick<Meeting, 'coalitionId'>) => {
  const contacts = new Map<string, Contact>()
  for await (const { organization } of walkOrganizations(deps.store, invited(of)))
    for (const contact of organization.contacts) contacts.set(contact.id, contact)
  return contacts
}
