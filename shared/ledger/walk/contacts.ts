import type { Matter } from '../../organizations/preferences.ts'
import { findOrganizations } from '../../organizations/repository.ts'
import type { Organization } from '../../organizations/schema.ts'
import type { Store } from '../../storage/store.ts'
import type { Entry } from '../manifest.ts'
import { contactsReached } from '../reach.ts'
import type { Recipients } from '../recipients.ts'
import type { Position, Step } from './position.ts'
import { walkOrganizations } from './sources.ts'

const reachOf = (recipients: Recipients) =>
  recipients.of === 'audience'
    ? recipients.audience.reach
    : recipients.of === 'organizations'
      ? recipients.reach
      : 'all'

const entryOf = ({ id, class: of }: Organization, contact: Organization['contacts'][number]): Entry => ({
  contactId: contact.id,
  organizationId: id,
  class: of,
  language: contact.languages[0]!,
  priors: [],
})

/** The contacts of every organization that recipients reach. */
export async function* walkContacts(
  store: Store,
  recipients: Recipients,
  from: Position,
  matter: Matter | undefined,
): AsyncGenerator<Step> {
  const reach = reachOf(recipients)
  let before: Position = { part: from.part, ...(from.after && { after: from.after }) }
  let resumeAfter = from.contactId
  for await (const { organization, after, part } of walkOrganizations(store, recipients, from)) {
    const contacts = contactsReached(organization, reach, matter)
    const start = resumeAfter ? contacts.findIndex(({ id }) => id === resumeAfter) + 1 : 0
    for (const [at, contact] of contacts.entries()) {
      if (at < start) continue
      const last = at === contacts.length - 1
      const here = before.part === part ? before : { part }
      const position = last ? { part, after } : { ...here, contactId: contact.id }
      yield { entry: entryOf(organization, contact), position }
    }
    before = { part, after }
    resumeAfter = undefined
  }
}

/** Contacts named singly. */
export async function* walkNamed(
  store: Store,
  recipients: Extract<Recipients, { of: 'contacts' }>,
  { part }: Position,
): AsyncGenerator<Step> {
  const { contacts } = recipients
  const organizations = await findOrganizations(
    store,
    contacts.map(({ organizationId }) => organizationId),
  )
  for (const [at, named] of contacts.entries()) {
    const organization = organizations.find(({ id }) => id === named.organizationId)
    const contact = organization?.contacts.find(({ id }) => id === named.contactId)
    if (at >= part && organization && contact)
      yield { entry: entryOf(organization, contact), position: { part: at + 1 } }
  }
}
