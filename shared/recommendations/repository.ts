import { notFound } from '../errors.ts'
import { collection } from '../storage/collection.ts'
import { everyItem } from '../storage/pages.ts'
import type { Item, Store } from '../storage/store.ts'
import { distinct } from '../text.ts'
import { type Recommendation, type RecommendationState, recommendation } from './schema.ts'

const place = ({ createdAt, id }: Recommendation) => `${createdAt}#${id}`

const sourceList = (id: string) => (id.startsWith('alt_') ? `alert#${id}` : `source#${id}`)

/** What a list can be of, each as a whole or in one state. */
const listsOf = ({ source, situationId, situationIds, authorityId, state }: Recommendation) =>
  [
    'all',
    sourceList(source.id),
    ...distinct([situationId ?? [], situationIds].flat()).map((id) => `situation#${id}`),
    ...(authorityId ? [`authority#${authorityId}`] : []),
  ].flatMap((of) => [of, `${of}#${state}`])

const partition = (list: string) => `recommendations#${list}`

export const recommendations = collection({
  table: 'alerts',
  noun: 'recommendation',
  schema: recommendation,
  lists: (one) => listsOf(one).map((list) => ({ pk: partition(list), sk: place(one) })),
})

export const getRecommendation = async (store: Store, id: string): Promise<Recommendation> => {
  const found = await recommendations.find(store, id)
  if (!found) throw notFound('recommendation')
  return found
}

export interface RecommendationFilter {
  readonly sourceId?: string | undefined
  readonly situationId?: string | undefined
  readonly authorityId?: string | undefined
  readonly state?: RecommendationState | undefined
}

/** By source, by situation or by authority, the first of them that is asked, and by state; newest first. */
export const pageOfRecommendations = (
  store: Store,
  { sourceId, situationId, authorityId, state }: RecommendationFilter,
  { limit, after }: { limit: number; after?: Item | undefined },
) => {
  const named = situationId ? `situation#${situationId}` : authorityId ? `authority#${authorityId}` : 'all'
  const of = sourceId ? sourceList(sourceId) : named
  const list = partition(state ? `${of}#${state}` : of)
  return recommendations.page(store, {
    partition: list,
    descending: true,
    limit,
    ...(after && { after }),
  })
}

/** All of one source; an alert has fifty at most at a time, and they stay when a correction drops them. */
export const recommendationsOf = (store: Store, sourceId: string) =>
  everyItem((page) => pageOfRecommendations(store, { sourceId }, page))
