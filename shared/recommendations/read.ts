import type { Actor } from '../access/actor.ts'
import { permit, permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { Item } from '../storage/store.ts'
import { getRecommendation, pageOfRecommendations, type RecommendationFilter } from './repository.ts'

export const readRecommendation = (deps: Deps, actor: Actor, id: string) => {
  permitToKnow(actor, 'recommendation.read', 'recommendation')
  return getRecommendation(deps.store, id)
}

interface Listing {
  readonly filter: RecommendationFilter
  readonly page: { readonly limit: number; readonly after?: Item | undefined }
}

export const listRecommendations = (deps: Deps, actor: Actor, { filter, page }: Listing) => {
  permit(actor, 'recommendation.list')
  return pageOfRecommendations(deps.store, filter, page)
}
