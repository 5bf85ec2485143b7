import { notFound, staleVersion } from '../errors.ts'
import { collection } from '../storage/collection.ts'
import type { Action, Item, Page, Store } from '../storage/store.ts'
import { tooManyEndpoints } from './errors.ts'
import {
  attemptList,
  countKey,
  endpointLists,
  healthKey,
  organizationList,
  secretsKey,
  typeList,
} from './keys.ts'
import {
  type Attempt,
  attempt,
  type Endpoint,
  endpoint,
  everything,
  type Health,
  health,
  maximumEndpoints,
  type Secrets,
  secrets,
} from './schema.ts'

const table = 'integrations'

const records = collection({ table, noun: 'webhook', schema: endpoint, lists: endpointLists })

const stale = () => staleVersion('webhook')

export const findEndpoint = records.find
export const replaceEndpoint = records.replace

/** A new endpoint; fails beyond twenty of one owner. */
export const createEndpoint = (one: Endpoint, kept: Secrets): Action[] => [
  ...records.create(one),
  { table, put: { ...kept, ...secretsKey(one.id) }, if: 'absent', orElse: stale },
  {
    table,
    add: countKey(one.ownerId),
    by: { endpoints: 1 },
    atMost: { endpoints: maximumEndpoints },
    orElse: tooManyEndpoints,
  },
]

/** Its attempts stay until they expire: they say what became of events. */
export const removeEndpoint = (one: Endpoint): Action[] => [
  ...records.remove(one),
  { table, delete: secretsKey(one.id) },
  { table, delete: healthKey(one.id) },
  { table, add: countKey(one.ownerId), by: { endpoints: -1 } },
]

export const putSecrets = (id: string, kept: Secrets): Action => ({
  table,
  put: { ...kept, ...secretsKey(id) },
  if: { version: kept.version - 1 },
  orElse: stale,
})

export const putHealth = (id: string, before: Health | undefined, after: Health): Action => ({
  table,
  put: { ...after, ...healthKey(id) },
  if: before ? { version: before.version } : 'absent',
  orElse: stale,
})

/** All is well again: nothing is kept of what was. */
export const clearHealth = (id: string): Action => ({ table, delete: healthKey(id) })

/** An endpoint with its secrets and its health. */
export const findEndpointState = async (store: Store, id: string) => {
  const [one, kept, state] = await store.getMany([
    { table, key: records.keyOf(id) },
    { table, key: secretsKey(id) },
    { table, key: healthKey(id) },
  ])
  if (!one || !kept) return undefined
  return { endpoint: endpoint.parse(one), secrets: secrets.parse(kept), health: state && health.parse(state) }
}

export const getSecrets = async (store: Store, id: string): Promise<Secrets> => {
  const item = await store.get(table, secretsKey(id))
  if (!item) throw notFound('webhook')
  return secrets.parse(item)
}

interface Paging {
  readonly limit: number
  readonly after?: Item | undefined
}

export const listEndpoints = (store: Store, organizationId: string, { limit, after }: Paging) =>
  records.page(store, { partition: organizationList(organizationId), limit, ...(after && { after }) })

const allIn = async (store: Store, partition: string): Promise<Endpoint[]> => {
  const found: Endpoint[] = []
  for (let after: Item | undefined, more = true; more; more = after !== undefined) {
    const { items, next } = await records.page(store, { partition, ...(after && { after }) })
    found.push(...items)
    after = next
  }
  return found
}

/** The enabled endpoints that listen to a type of event. */
export const endpointsOn = async (store: Store, type: string): Promise<Endpoint[]> =>
  (await Promise.all([type, everything].map((each) => allIn(store, typeList(each))))).flat()

/** What was tried at an endpoint since then, the newest first. */
export const listAttempts = async (
  store: Store,
  id: string,
  { limit, after, since }: Paging & { since: Date },
): Promise<Page<Attempt>> => {
  const partition = attemptList(id)
  const query = { table, partition, from: since.toISOString(), descending: true, limit } as const
  const { items, next } = await store.query({ ...query, ...(after && { after }) })
  return { items: items.map((item) => attempt.parse(item)), ...(next && { next }) }
}
