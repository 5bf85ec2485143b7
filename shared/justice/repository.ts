import * as z from 'zod'
import { idOf } from '../ids.ts'
import { collection } from '../storage/collection.ts'
import { everyItem } from '../storage/pages.ts'
import type { Action, Item, Page, Store } from '../storage/store.ts'
import { noSuchCase } from './errors.ts'
import { listKeys, stageKey, stagePrefix, watcherKey, watcherPrefix } from './keys.ts'
import { type Case, legalCase, type StageEntry, stageEntry } from './schema.ts'

const table = 'situations'

export const cases = collection({ table, noun: 'case', schema: legalCase, lists: listKeys })

export const getCase = async (store: Store, id: string): Promise<Case> => {
  const found = await cases.find(store, id)
  if (!found) throw noSuchCase()
  return found
}

export interface Paging {
  readonly limit: number
  readonly after?: Item | undefined
}

const onward = ({ limit, after }: Paging) => ({ limit, ...(after && { after }) })

/** Newest change first. */
export const casesIn = (store: Store, partition: string, page: Paging): Promise<Page<Case>> =>
  cases.page(store, { partition, descending: true, ...onward(page) })

export const keepStage = (of: Case, entry: StageEntry): Action => ({
  table,
  put: { ...entry, ...stageKey(of, entry) },
})

/** Latest first. */
export const listStages = async (store: Store, id: string, page: Paging): Promise<Page<StageEntry>> => {
  const query = { table, partition: id, prefix: stagePrefix, descending: true } as const
  const { items, next } = await store.query({ ...query, ...onward(page) })
  return { items: items.map((item) => stageEntry.parse(item)), ...(next && { next }) }
}

export const watcher = z.object({
  organizationId: idOf('organization'),
  contactId: idOf('contact'),
  since: z.iso.datetime(),
})
export type Watcher = z.infer<typeof watcher>

/** More than an alliance has members; what is told of a change still fits one transaction. */
export const mostWatchers = 1000

/** Everybody who watches a case. */
export const watchersOf = async (store: Store, caseId: string): Promise<Watcher[]> => {
  const query = { table, partition: caseId, prefix: watcherPrefix } as const
  const items = await everyItem((page) => store.query({ ...query, ...onward(page) }))
  return items.map((item) => watcher.parse(item))
}

/** Goes in only where the case is. */
export const putWatcher = (caseId: string, given: Watcher): Action[] => [
  { table, check: cases.keyOf(caseId), orElse: noSuchCase },
  { table, put: { ...given, ...watcherKey(caseId, given.contactId) } },
]

export const removeWatcher = (caseId: string, contactId: string): Action => ({
  table,
  delete: watcherKey(caseId, contactId),
})
