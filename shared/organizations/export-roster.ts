import * as z from 'zod'
import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { Item } from '../storage/store.ts'
import { columnNames, columns, type Value, writeCell } from './import/columns.ts'
import { listOrganizations } from './repository.ts'
import { type Contact, contactInput, type Organization, organizationInput } from './schema.ts'

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

async function* pages({ store }: Deps) {
  let after: Item | undefined
  do {
    const { items, next } = await listOrganizations(store, {}, { limit: 100, after })
    yield items
    after = next
  } while (after)
}

async function* writeCsv(deps: Deps) {
  yield `${columnNames.join(',')}\r\n`
  for await (const page of pages(deps))
    yield page
      .flatMap(asRows)
      .map((row) => `${row}\r\n`)
      .join('')
}

/** What the API takes of an organization and its contacts, as it takes it. */
const asInput = ({ contacts, ...organization }: Organization) => ({
  ...z.object(organizationInput.shape).parse(organization),
  contacts: contacts.map((each) =>
    z
      .object(contactInput.shape)
      .omit({ phone: true })
      .parse(each.discreet ? { ...each, name: undefined } : each),
  ),
})

async function* writeJson(deps: Deps) {
  yield '{"organizations":['
  let separator = '\n'
  for await (const page of pages(deps)) {
    if (page.length === 0) continue
    yield separator + page.map((each) => JSON.stringify(asInput(each))).join(',\n')
    separator = ',\n'
  }
  yield '\n]}\n'
}

/**
 * The whole roster page by page: as a file that an import takes again, or in JSON as the API takes it. Suppressions,
 * grants and phones are not in it: they are no matter of files, and a discreet contact's name is in no file, only their alias.
 */
export const exportRoster = (
  deps: Deps,
  actor: Actor,
  format: 'csv' | 'json' = 'csv',
): AsyncGenerator<string, void> => {
  permit(actor, 'organization.export')
  return format === 'csv' ? writeCsv(deps) : writeJson(deps)
}
