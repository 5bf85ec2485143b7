import { notFound, staleVersion } from '../errors.ts'
import { collection } from '../storage/collection.ts'
import type { Action, Item, Page, Store } from '../storage/store.ts'
import { nameTaken } from './errors.ts'
import {
  absentOf,
  addressKey,
  type DirectoryFilter,
  directoryKeys,
  directoryQueries,
  nameKey,
  publicMembers,
} from './keys.ts'
import { type Absence, type AddressEntry, addressEntry, type Organization, organization } from './schema.ts'

const table = 'members'

const records = collection({ table, noun: 'organization', schema: organization, lists: directoryKeys })

export const findOrganization = records.find
export const findOrganizations = records.findMany
export const organizationUnchanged = records.unchanged

export const getOrganization = async (store: Store, id: string): Promise<Organization> => {
  const found = await records.find(store, id)
  if (!found) throw notFound('organization')
  return found
}

/** Keeps an organization in no list: found by its id alone, and in no audience. */
export const putUnlisted = (o: Organization): Action => ({ table, put: { ...o, ...records.keyOf(o.id) } })

const claimName = (o: Organization, orElse = nameTaken): Action => ({
  table,
  put: { ...nameKey(o), organizationId: o.id },
  if: 'absent',
  orElse,
})

/** The rows of a new organization; `orElse` is what to throw when its name is taken. */
export const createOrganization = (o: Organization, orElse = nameTaken): Action[] => [
  ...records.create(o),
  claimName(o, orElse),
]

export const replaceOrganization = (before: Organization, after: Organization): Action[] => {
  const renamed = nameKey(before).pk !== nameKey(after).pk
  const release: Action = { table, delete: nameKey(before) }
  return [...records.replace(before, after), ...(renamed ? [release, claimName(after)] : [])]
}

/** The organization of this name in this country, if there is one. */
export const findOrganizationByName = async (store: Store, named: Pick<Organization, 'name' | 'country'>) => {
  const claim = await store.get(table, nameKey(named))
  return claim && records.find(store, claim['organizationId'] as string)
}

/** The organizations of several names at once, in their order. */
export const findOrganizationsByName = async (
  store: Store,
  named: readonly Pick<Organization, 'name' | 'country'>[],
) => {
  const claims = await store.getMany(named.map((each) => ({ table, key: nameKey(each) })))
  const ids = claims.map((claim) => claim?.['organizationId'] as string | undefined)
  const found = await records.findMany(
    store,
    ids.filter((id) => id !== undefined),
  )
  const byId = new Map(found.map((each) => [each.id as string, each]))
  return ids.map((id) => (id === undefined ? undefined : byId.get(id)))
}

export const listOrganizations = async (
  store: Store,
  filter: DirectoryFilter,
  page: { limit: number; after?: Item | undefined },
): Promise<Page<Organization>> => {
  const queries = directoryQueries(filter)
  const start = page.after ? queries.findIndex(({ partition }) => partition === page.after!['pk']) : 0
  const items: Organization[] = []
  for (const [at, query] of queries.slice(start).entries()) {
    const after = at === 0 ? page.after : undefined
    const found = await records.page(store, {
      ...query,
      limit: page.limit - items.length,
      ...(after && { after }),
    })
    items.push(...found.items)
    if (found.next) return { items, next: found.next }
    const further = queries[start + at + 1]
    if (further && items.length >= page.limit) return { items, next: { pk: further.partition, sk: '\u0000' } }
  }
  return { items }
}

interface Paging {
  readonly limit: number
  readonly after?: Item | undefined
}

const pageAt = (store: Store, partition: string, { limit, after }: Paging) =>
  records.page(store, { partition, limit, ...(after && { after }) })

/** Those that have no part in the alliance, for one reason. */
export const absentOrganizations = (store: Store, status: Absence, page: Paging) =>
  pageAt(store, absentOf(status), page)

/** The members that have said that the public may see them. */
export const publicOrganizations = (store: Store, page: Paging) => pageAt(store, publicMembers, page)

/** A page of one list of the directory, each organization with the row it stands in. */
export const organizationsAt = async (
  store: Store,
  query: { partition: string; prefix?: string },
  { limit, after }: { limit: number; after?: Item | undefined },
) => {
  const { items, next } = await store.query({ ...query, table, limit, ...(after && { after }) })
  const found = items.map((item) => ({
    organization: records.parse(item),
    key: { pk: item['pk'] as string, sk: item['sk'] as string },
  }))
  return { items: found, next }
}

export const findAddress = async (store: Store, address: string): Promise<AddressEntry | undefined> => {
  const item = await store.get(table, addressKey(address))
  return item && addressEntry.parse(item)
}

/** Nothing is known of an address any more. */
export const deleteAddress = (address: string, { version }: AddressEntry): Action => ({
  table,
  delete: addressKey(address),
  if: { version },
  orElse: () => staleVersion('contact'),
})

/** Several addresses at once, in their order. */
export const findAddresses = async (store: Store, addresses: readonly string[]) => {
  const items = await store.getMany(addresses.map((address) => ({ table, key: addressKey(address) })))
  return items.map((item) => item && addressEntry.parse(item))
}

/** Replaces what is known of an address; fails when somebody else did since it was read. */
export const putAddress = (
  address: string,
  before: AddressEntry | undefined,
  after: Omit<AddressEntry, 'version'>,
): Action => ({
  table,
  put: { ...after, version: (before?.version ?? 0) + 1, ...addressKey(address) },
  if: before ? { version: before.version } : 'absent',
  orElse: () => staleVersion('contact'),
})
