import { notFound } from '../errors.ts'
import { revise } from '../storage/collection.ts'
import type { Contact, Organization } from './schema.ts'

export const contactOf = (organization: Organization, contactId: string): Contact => {
  const found = organization.contacts.find(({ id }) => id === contactId)
  if (!found) throw notFound('contact')
  return found
}

/** With an epoch of its own from here on: every link, feed and secret address of before is dead. */
export const secured = <C extends Contact>(contact: C, now: Date): C => ({
  ...contact,
  epoch: contact.epoch + 1,
  securedAt: now.toISOString(),
})

/** What others than their own organization call a contact: who is discreet has an alias, or no name at all. */
export const calledBy = ({ discreet, alias, name }: Contact) => (discreet ? alias : name)

/** The organization's successor in which one of its contacts is changed. */
export const withContact = (organization: Organization, changed: Contact, now: Date): Organization => {
  const contacts = organization.contacts.map((each) => (each.id === changed.id ? changed : each))
  return revise(organization, { contacts }, now)
}
