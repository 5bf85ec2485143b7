import { collection } from '../storage/collection.ts'
import type { Action, Item, Page, Store } from '../storage/store.ts'
import { noSuchSituation } from './errors.ts'
import {
  indicatorKey,
  levelKey,
  levelPrefix,
  listKeys,
  listOf,
  proposalKey,
  proposals,
  type SituationFilter,
  timelinePrefix,
} from './keys.ts'
import {
  type Indicator,
  indicator,
  type LevelEntry,
  levelEntry,
  type Proposal,
  proposal,
  type Situation,
  situation,
} from './schema.ts'

const table = 'situations'

const records = collection({ table, noun: 'situation', schema: situation, lists: listKeys })

export const findSituation = records.find
export const findSituations = records.findMany
export const createSituation = records.create
export const replaceSituation = records.replace
/** Fails the transaction when the situation has changed since it was read. */
export const situationUnchanged = records.unchanged

export const getSituation = async (store: Store, id: string): Promise<Situation> => {
  const found = await records.find(store, id)
  if (!found) throw noSuchSituation()
  return found
}

export interface Paging {
  readonly limit: number
  readonly after?: Item | undefined
}

const onward = ({ limit, after }: Paging) => ({ limit, descending: true, ...(after && { after }) })

const parsed = <T>({ items, next }: Page, schema: { parse(item: Item): T }): Page<T> => ({
  items: items.map((item) => schema.parse(item)),
  ...(next && { next }),
})

/** Newest change first. */
export const listSituations = (
  store: Store,
  filter: SituationFilter,
  page: Paging,
): Promise<Page<Situation>> => records.page(store, { partition: listOf(filter), ...onward(page) })

/** Every situation of a country. */
export const situationsOf = async (store: Store, country: string): Promise<Situation[]> => {
  const found: Situation[] = []
  for (let after: Item | undefined, more = true; more; more = after !== undefined) {
    const { items, next } = await listSituations(store, { country }, { limit: 100, after })
    found.push(...items)
    after = next
  }
  return found
}

export const keepLevel = (of: Situation, entry: LevelEntry): Action => ({
  table,
  put: { ...entry, ...levelKey(of, entry) },
})

/** Latest first. */
export const listLevels = async (store: Store, id: string, page: Paging): Promise<Page<LevelEntry>> =>
  parsed(await store.query({ table, partition: id, prefix: levelPrefix, ...onward(page) }), levelEntry)

/** Goes in only where the situation is. */
export const putIndicator = (entry: Indicator): Action[] => [
  { table, check: records.keyOf(entry.situationId), orElse: noSuchSituation },
  { table, put: { ...entry, ...indicatorKey(entry) }, if: 'absent' },
]

export const findIndicator = async (store: Store, key: Pick<Indicator, 'situationId' | 'date' | 'id'>) => {
  const item = await store.get(table, indicatorKey(key))
  return item && indicator.parse(item)
}

/** Some entries of timelines, at once. */
export const findIndicators = async (
  store: Store,
  keys: readonly Pick<Indicator, 'situationId' | 'date' | 'id'>[],
): Promise<Indicator[]> => {
  const items = await store.getMany(keys.map((key) => ({ table, key: indicatorKey(key) })))
  return items.flatMap((item) => (item ? [indicator.parse(item)] : []))
}

/** Latest date first. */
export const listIndicators = async (store: Store, id: string, page: Paging): Promise<Page<Indicator>> =>
  parsed(await store.query({ table, partition: id, prefix: timelinePrefix, ...onward(page) }), indicator)

export const putProposal = (given: Proposal): Action => ({
  table,
  put: { ...given, ...proposalKey(given.country) },
})
export const removeProposal = (country: string): Action => ({ table, delete: proposalKey(country) })

/** The proposals for some countries, of those that have one. */
export const findProposals = async (store: Store, countries: readonly string[]): Promise<Proposal[]> => {
  const items = await store.getMany(countries.map((country) => ({ table, key: proposalKey(country) })))
  return items.flatMap((item) => (item ? [proposal.parse(item)] : []))
}

/** By country; at most one for each. */
export const listProposals = async (store: Store, { limit, after }: Paging): Promise<Page<Proposal>> =>
  parsed(await store.query({ table, partition: proposals, limit, ...(after && { after }) }), proposal)
