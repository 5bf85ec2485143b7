import type { Action, Key, Page, Store } from '../../storage/store.ts'
import type { Paging } from '../repository.ts'
import { type Objection, objection } from './schema.ts'

const table = 'coalitions'
const prefix = 'objection#'

const keyOf = ({ coalitionId, id }: Pick<Objection, 'coalitionId' | 'id'>): Key => ({
  pk: coalitionId,
  sk: `${prefix}${id}`,
})

export const findObjection = async (store: Store, named: Pick<Objection, 'coalitionId' | 'id'>) => {
  const item = await store.get(table, keyOf(named))
  return item && objection.parse(item)
}

export const objectionsPage = async (
  store: Store,
  coalitionId: string,
  { limit, after }: Paging,
): Promise<Page<Objection>> => {
  const query = { table, partition: coalitionId, prefix, limit, ...(after && { after }) } as const
  const { items, next } = await store.query(query)
  return { items: items.map((item) => objection.parse(item)), ...(next && { next }) }
}

export const createObjection = (made: Objection): Action => ({
  table,
  put: { ...made, ...keyOf(made) },
  if: 'absent',
})

/** Replaces an objection of which only the withdrawal changes. */
export const replaceObjection = (after: Objection): Action => ({
  table,
  put: { ...after, ...keyOf(after) },
  if: { at: after.at },
})
