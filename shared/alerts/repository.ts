import * as z from 'zod'
import { idOf } from '../ids.ts'
import { collection } from '../storage/collection.ts'
import type { Action, Item, Key, Page, Store } from '../storage/store.ts'
import { noSuchAlert } from './errors.ts'
import { type Alert, type AlertContent, type AlertState, alert, alertContent, issue } from './schema.ts'

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

export const createAlert = records.create
export const replaceAlert = records.replace
export const findAlerts = records.findMany

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

/** What the public may see of an alert: what was issued last, whatever is being written since. */
const publicAlert = z.object({
  id: idOf('alert'),
  state: z.enum(['issued', 'cancelled']),
  content: alertContent,
  issues: z.array(issue).min(1),
})
export type PublicAlert = z.infer<typeof publicAlert>

const publicKey = (id: string): Key => ({ pk: id, sk: 'public' })
const currentKey = ({ id, content }: Pick<PublicAlert, 'id' | 'content'>): Key => ({
  pk: 'current',
  sk: `${new Date(content.expiresAt).toISOString()}#${id}`,
})

const mayBePublic = ({ content }: Pick<Alert, 'content'>) => content.scope === 'public' && !content.exercise

/** Puts an issued revision before the public, or takes the alert out of its sight when its scope has narrowed. */
export const publish = (issued: Alert, before: PublicAlert | undefined): Action[] => {
  const { id, content, issues } = issued
  const state = issued.state === 'cancelled' ? 'cancelled' : 'issued'
  const shown = { id, state, content, issues } as PublicAlert
  const visible = mayBePublic(issued)
  const current = visible && state === 'issued' ? currentKey(shown) : undefined
  const old = before && currentKey(before)
  return [
    ...(visible ? [{ table, put: { ...shown, ...publicKey(id) } } satisfies Action] : []),
    ...(!visible && before ? [{ table, delete: publicKey(id) } satisfies Action] : []),
    ...(current ? [{ table, put: { ...shown, ...current } } satisfies Action] : []),
    ...(old && old.sk !== current?.sk ? [{ table, delete: old } satisfies Action] : []),
  ]
}

export const findPublic = async (store: Store, id: string): Promise<PublicAlert | undefined> => {
  const item = await store.get(table, publicKey(id))
  return item && publicAlert.parse(item)
}

/** Public alerts in force at a moment, the first to expire first. */
export const listCurrent = async (
  store: Store,
  now: Date,
  { limit, after }: Paging,
): Promise<Page<PublicAlert>> => {
  const query = { table, partition: 'current', from: now.toISOString(), limit } as const
  const { items, next } = await store.query({ ...query, ...(after && { after }) })
  return { items: items.map((item) => publicAlert.parse(item)), ...(next && { next }) }
}
