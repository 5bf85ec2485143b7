import type { Deps } from '../../deps.ts'
import type { Item } from '../../storage/store.ts'
import { foldAddress } from '../../text.ts'
import { nameKey } from '../keys.ts'
import { listOrganizations } from '../repository.ts'
import type { Heading } from './read-file.ts'
import type { Missing } from './report.ts'

/** So many are listed; the others are counted. */
const listed = 500

/** What the roster has and the file has not, or nothing. It is only told: a file that leaves something out deletes nothing. */
export const missingIn = async (
  { store }: Pick<Deps, 'store'>,
  headings: readonly Heading[],
): Promise<Missing | undefined> => {
  const found = new Map(headings.map(({ name, places }) => [name, places]))
  const missing: Missing = { organizations: [], contacts: [] }
  let more = 0
  const tell = <T>(list: T[], each: T) => {
    if (list.length < listed) list.push(each)
    else more++
  }
  let after: Item | undefined
  do {
    const { items, next } = await listOrganizations(store, {}, { limit: 200, after })
    for (const organization of items) {
      const { id, name, country, contacts } = organization
      const places = found.get(nameKey(organization).pk)
      if (!places) tell(missing.organizations, { id, name, country })
      else
        for (const contact of contacts)
          if (!places.some(({ address }) => address === foldAddress(contact.email)))
            tell(missing.contacts, { organizationId: id, contactId: contact.id })
    }
    after = next
  } while (after)
  const isNone = missing.organizations.length + missing.contacts.length === 0
  return isNone ? undefined : { ...missing, ...(more > 0 && { more }) }
}
