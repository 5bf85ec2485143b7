import * as z from 'zod'
import { collection } from '../storage/collection.ts'
import type { Action, Item, Key, Page, Store } from '../storage/store.ts'
import { type AlertContent, alertContent } from './content.ts'
import { noSuchAlert } from './errors.ts'
import { type Alert, type AlertState, alert } from './schema.ts'

const table = 'alerts'

const place = ({ createdAt, id }: Alert) => `${createdAt}#${id}`

const records = collection({
  table,
  noun: 'alert',
  schema: alert,
  lists: (one) => {
    const { situationId } = one.content
    const lists = [
      'all',
      `state#${one.state}`,
      `situation#${situationId}`,
      `situation#${situationId}#${one.state}`,
    ]
    return lists.map((pk) => ({ pk, sk: place(one) }))
  },
})

export const findAlert = records.find
export const findAlerts = records.findMany
export const createAlert = records.create
export const replaceAlert = records.replace
/** Fails the transaction when the alert has changed since it was read. */
export const alertUnchanged = records.unchanged

export const getAlert = async (store: Store, id: string): Promise<Alert> => {
  const found = await records.find(store, id)
  if (!found) throw noSuchAlert()
  return found
}

export interface AlertFilter {
  readonly situationId?: string | undefined
  readonly state?: AlertState | undefined
}

const listOf = ({ situationId, state }: AlertFilter) => {
  if (situationId) return state ? `situation#${situationId}#${state}` : `situation#${situationId}`
  return state ? `state#${state}` : 'all'
}

interface Paging {
  readonly limit: number
  readonly after?: Item | undefined
}

export const listAlerts = (
  store: Store,
  filter: AlertFilter,
  { limit, after }: Paging,
): Promise<Page<Alert>> =>
  records.page(store, { partition: listOf(filter), descending: true, limit, ...(after && { after }) })

const revisionKey = (id: string, revision: number): Key => ({
  pk: id,
  sk: `revision#${String(revision).padStart(4, '0')}`,
})

/** What a revision said, kept as it was issued. */
export const putRevision = (id: string, revision: number, content: AlertContent, digest: string): Action => ({
  table,
  put: { content, digest, ...revisionKey(id, revision) },
  if: 'absent',
})

const revisionRow = z.object({ content: alertContent, digest: z.string() })

export const findRevision = async (store: Store, id: string, revision: number) => {
  const item = await store.get(table, revisionKey(id, revision))
  return item && revisionRow.parse(item)
}

const addresseeList = (organizationId: string) => `organization#${organizationId}`

/** Puts an alert on the list of an organization that is told. Keys only: what it says is read when asked for. */
export const putAddressee = (organizationId: string, alertId: string): Action => ({
  table,
  put: { pk: addresseeList(organizationId), sk: alertId },
})

export const wasAddressed = async (store: Store, organizationId: string, alertId: string) =>
  (await store.get(table, { pk: addresseeList(organizationId), sk: alertId })) !== undefined

/** The alerts that an organization was told of. */
export const listAddressed = async (
  store: Store,
  organizationId: string,
  { limit, after }: Paging,
): Promise<Page<Alert>> => {
  const { items, next } = await store.query({
    table,
    partition: addresseeList(organizationId),
    limit,
    ...(after && { after }),
  })
  const alerts = await records.findMany(
    store,
    items.map(({ sk }) => sk as string),
  )
  return { items: alerts, ...(next && { next }) }
}
