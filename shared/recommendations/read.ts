import { type Actor, isCoordinator } from '../access/actor.ts'
import { permit, permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import type { Item } from '../storage/store.ts'
import { getRecommendation, pageOfRecommendations, type RecommendationFilter } from './repository.ts'
import type { Recommendation } from './schema.ts'

/** Who approves alerts knows what those ask; briefings, letters and posts may be others' alone. */
const mayKnow =
  (actor: Actor) =>
  ({ source }: Recommendation) =>
    isCoordinator(actor) || source.kind === 'alert'

export const readRecommendation = async (deps: Deps, actor: Actor, id: string) => {
  permitToKnow(actor, 'recommendation.read', 'recommendation')
  const found = await getRecommendation(deps.store, id)
  if (!mayKnow(actor)(found)) throw notFound('recommendation')
  return found
}

interface Listing {
  readonly filter: RecommendationFilter
  readonly page: { readonly limit: number; readonly after?: Item | undefined }
}

/** One query a page: of what the reader may not know, a page is the shorter. */
export const listRecommendations = async (deps: Deps, actor: Actor, { filter, page }: Listing) => {
  permit(actor, 'recommendation.list')
  const { items, ...more } = await pageOfRecommendations(deps.store, filter, page)
  return { items: items.filter(mayKnow(actor)), ...more }
}
