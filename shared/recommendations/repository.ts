import { notFound } from '../errors.ts'
import { collection } from '../storage/collection.ts'
import type { Item, Store } from '../storage/store.ts'
import { type Recommendation, type RecommendationState, recommendation } from './schema.ts'

const place = ({ createdAt, id }: Recommendation) => `${createdAt}#${id}`

/** What a list can be of, each as a whole or in one state. */
const listsOf = ({ source, situationId, state }: Recommendation) =>
  ['all', `alert#${source.id}`, `situation#${situationId}`].flatMap((of) => [of, `${of}#${state}`])

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
  readonly alertId?: string | undefined
  readonly situationId?: string | undefined
  readonly state?: RecommendationState | undefined
}

/** By alert or by situation, the narrower where both are asked, and by state; newest first. */
export const pageOfRecommendations = (
  store: Store,
  { alertId, situationId, state }: RecommendationFilter,
  { limit, after }: { limit: number; after?: Item | undefined },
) => {
  const of = alertId ? `alert#${alertId}` : situationId ? `situation#${situationId}` : 'all'
  const list = partition(state ? `${of}#${state}` : of)
  return recommendations.page(store, {
    partition: list,
    descending: true,
    limit,
    ...(after && { after }),
  })
}

/** All of one alert; an alert has fifty at most at a time, and they stay when a correction drops them. */
export const recommendationsOf = async (store: Store, alertId: string) => {
  const found: Recommendation[] = []
  let after: Item | undefined
  do {
    const page = await pageOfRecommendations(store, { alertId }, { limit: 200, after })
    found.push(...page.items)
    after = page.next
  } while (after)
  return found
}
