import { notFound } from '../errors.ts'
import { collection } from '../storage/collection.ts'
import { everyItem } from '../storage/pages.ts'
import type { Item, Store } from '../storage/store.ts'
import { distinct } from '../text.ts'
import { type Recommendation, type RecommendationState, recommendation } from './schema.ts'

const place = ({ createdAt, id }: Recommendation) => `${createdAt}#${id}`

const sourceList = (id: string) => (id.startsWith('alt_') ? `alert#${id}` : `source#${id}`)

/** What was asked about a situation, of an authority, both or whatever. */
const nameOf = ({ situationId, authorityId }: Pick<RecommendationFilter, 'situationId' | 'authorityId'>) =>
  [
    ...(situationId ? [`situation#${situationId}`] : []),
    ...(authorityId ? [`authority#${authorityId}`] : []),
  ].join('#') || 'all'

/** What a list can be of, each as a whole or in one state. */
const listsOf = ({ source, situationId, situationIds, authorityId, state }: Recommendation) => {
  const situations = distinct([situationId ?? [], situationIds].flat())
  const asked = [...situations.map((id) => ({ situationId: id })), {}]
  return [
    sourceList(source.id),
    ...asked.map(nameOf),
    ...(authorityId ? asked.map((each) => nameOf({ ...each, authorityId })) : []),
  ].flatMap((of) => [of, `${of}#${state}`])
}

/** Those who approve alerts read of the register what alerts ask: so that their pages are as full as anybody's, apart. */
type Layer = 'recommendations' | 'recommendations-of-alerts'

const layersOf = ({ source }: Recommendation): Layer[] =>
  source.kind === 'alert' ? ['recommendations', 'recommendations-of-alerts'] : ['recommendations']

const partition = (layer: Layer, list: string) => `${layer}#${list}`

export const recommendations = collection({
  table: 'alerts',
  noun: 'recommendation',
  schema: recommendation,
  lists: (one) =>
    layersOf(one).flatMap((layer) =>
      listsOf(one).map((list) => ({ pk: partition(layer, list), sk: place(one) })),
    ),
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
  /** What alerts ask alone. */
  readonly ofAlerts?: boolean
}

/** By source, or by situation and authority, and by state; newest first. */
export const pageOfRecommendations = (
  store: Store,
  { sourceId, situationId, authorityId, state, ofAlerts }: RecommendationFilter,
  { limit, after }: { limit: number; after?: Item | undefined },
) => {
  const of = sourceId ? sourceList(sourceId) : nameOf({ situationId, authorityId })
  const layer = ofAlerts ? 'recommendations-of-alerts' : 'recommendations'
  const list = partition(layer, state ? `${of}#${state}` : of)
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
