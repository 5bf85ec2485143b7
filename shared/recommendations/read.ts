import { type Actor, isCoordinator } from '../access/actor.ts'
import { permit, permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import type { Item } from '../storage/store.ts'
import { getRecommendation, pageOfRecommendations, type RecommendationFilter } from './repository.ts'

/** Who approves alerts knows what those ask; briefings, letters and posts may be others' alone. */
const knowsAlertsAlone = (actor: Actor) => !isCoordinator(actor)

export const readRecommendation = async (deps: Deps, actor: Actor, id: string) => {
  permitToKnow(actor, 'recommendation.read', 'recommendation')
  const found = await getRecommendation(deps.store, id)
  if (knowsAlertsAlone(actor) && found.source.kind !== 'alert') throw notFound('recommendation')
  return found
}

interface Listing {
  readonly filter: RecommendationFilter
  readonly page: { readonly limit: number; readonly after?: Item | undefined }
}

/** One query a page. */
export const listRecommendations = async (deps: Deps, actor: Actor, { filter, page }: Listing) => {
  permit(actor, 'recommendation.list')
  return pageOfRecommendations(deps.store, { ...filter, ofAlerts: knowsAlertsAlone(actor) }, page)
}
