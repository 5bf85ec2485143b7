import { collection } from '../../storage/collection.ts'
import type { Item, Page, Store } from '../../storage/store.ts'
import { noSuchHearing } from '../errors.ts'
import { type Hearing, hearing } from './schema.ts'

export const everyHearing = 'hearings'
export const hearingsOf = (caseId: string) => `hearings#${caseId}`

const place = ({ startsAtUtc, id }: Hearing) => `${startsAtUtc}#${id}`

export const hearings = collection({
  table: 'situations',
  noun: 'hearing',
  schema: hearing,
  lists: (one) => [everyHearing, hearingsOf(one.caseId)].map((pk) => ({ pk, sk: place(one) })),
})

export const getHearing = async (store: Store, { id, caseId }: { id: string; caseId: string }) => {
  const found = await hearings.find(store, id)
  if (found?.caseId !== caseId) throw noSuchHearing()
  return found
}

/** By start, the earliest first, from a moment on. */
export const hearingsIn = (
  store: Store,
  partition: string,
  { from = '', limit, after }: { from?: string; limit: number; after?: Item | undefined },
): Promise<Page<Hearing>> =>
  hearings.page(store, { partition, from, to: '\uffff', limit, ...(after && { after }) })
