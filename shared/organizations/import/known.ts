import type { Store } from '../../storage/store.ts'
import { foldAddress } from '../../text.ts'
import { findAddresses, findOrganizationsByName } from '../repository.ts'
import type { AddressEntry, Organization } from '../schema.ts'
import type { Plan } from './plan.ts'
import type { Row } from './read-row.ts'

/** All rows about one organization, wherever in the file they stand. */
export interface Entry {
  readonly name: string
  readonly rows: readonly Row[]
}

const addressesOf = ({ rows }: Entry) =>
  rows.flatMap(({ contact }) => (contact ? [foldAddress(contact.input.email)] : []))

/** What the store knows of some entries: read in a few batches, kept up with what the import itself writes. */
export const readKnown = async (store: Store, entries: readonly Entry[]) => {
  const addresses = [...new Set(entries.flatMap(addressesOf))]
  const found = await findOrganizationsByName(
    store,
    entries.map(({ rows }) => rows[0]!.organization.input),
  )
  const organizations = new Map<string, Organization | undefined>(
    entries.map(({ name }, at) => [name, found[at]]),
  )
  const served = new Map<string, AddressEntry>()
  for (const [at, entry] of (await findAddresses(store, addresses)).entries())
    if (entry) served.set(addresses[at]!, entry)
  return {
    of: ({ name }: Entry) => ({ organization: organizations.get(name), addresses: served }),
    entry: (address: string) => served.get(address),
    /** An address that this import has come to serve serves one organization more for the next. */
    learn({ served: written }: Plan) {
      for (const { address, entry } of written)
        served.set(address, { ...entry, version: (served.get(address)?.version ?? 0) + 1 })
    },
  }
}

export type Knowledge = Awaited<ReturnType<typeof readKnown>>
