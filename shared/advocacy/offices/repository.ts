import { notFound } from '../../errors.ts'
import { collection } from '../../storage/collection.ts'
import type { Item, Page, Store } from '../../storage/store.ts'
import { type Office, office } from './schema.ts'

export interface OfficeFilter {
  readonly authorityId?: string | undefined
  readonly keptBy?: string | undefined
}

/** The one list that answers a filter; of authority and member only one can be asked for. */
const listOfOffices = ({ authorityId, keptBy }: OfficeFilter) => {
  if (authorityId) return `offices#at#${authorityId}`
  return keptBy ? `offices#kept-by#${keptBy}` : 'offices'
}

export const offices = collection({
  table: 'coalitions',
  noun: 'office',
  schema: office,
  lists: ({ id, authorityId, keptBy, createdAt }) =>
    [{}, { authorityId }, ...(keptBy ? [{ keptBy }] : [])].map((filter) => ({
      pk: listOfOffices(filter),
      sk: `${createdAt}#${id}`,
    })),
})

export const getOffice = async (store: Store, id: string): Promise<Office> => {
  const found = await offices.find(store, id)
  if (!found) throw notFound('office')
  return found
}

/** Oldest first. */
export const officesIn = (
  store: Store,
  filter: OfficeFilter,
  { limit, after }: { limit: number; after?: Item | undefined },
): Promise<Page<Office>> =>
  offices.page(store, { partition: listOfOffices(filter), limit, ...(after && { after }) })
