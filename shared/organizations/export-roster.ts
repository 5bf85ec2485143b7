import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { Item } from '../storage/store.ts'
import { columnNames, columns, type Value, writeCell } from './import/columns.ts'
import { listOrganizations } from './repository.ts'
import type { Contact, Organization } from './schema.ts'

const valueIn = (name: string, parts: { organization: Organization; contact: Contact | undefined }) => {
  const { of, field } = columns[name]!
  return (parts[of] as Readonly<Record<string, Value | undefined>> | undefined)?.[field]
}

const asRow = (organization: Organization, contact: Contact | undefined) =>
  columnNames.map((name) => writeCell(valueIn(name, { organization, contact }))).join(',')

const asRows = (organization: Organization) =>
  organization.contacts.length > 0
    ? organization.contacts.map((each) =>
        asRow(organization, each.discreet ? { ...each, name: undefined } : each),
      )
    : [asRow(organization, undefined)]

async function* write({ store }: Deps) {
  yield `${columnNames.join(',')}\r\n`
  let after: Item | undefined
  do {
    const { items, next } = await listOrganizations(store, {}, { limit: 100, after })
    yield items
      .flatMap(asRows)
      .map((row) => `${row}\r\n`)
      .join('')
    after = next
  } while (after)
}

/**
 * The whole roster as a file that an import takes again, page by page. Suppressions and grants are not in it: they
 * are no matter of files, and a discreet contact's name is in no file, only their alias.
 */
export const exportRoster = (deps: Deps, actor: Actor): AsyncGenerator<string, void> => {
  permit(actor, 'organization.export')
  return write(deps)
}
