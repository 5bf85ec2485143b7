import { type Actor, isCoordinator } from '../access/actor.ts'
import { permit, permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { Page } from '../storage/store.ts'
import type { SituationFilter } from './keys.ts'
import {
  getSituation,
  listSituations as list,
  listIndicators,
  listLevels,
  listProposals as listProposed,
  type Paging,
} from './repository.ts'
import type { Indicator, LevelEntry, Situation } from './schema.ts'

/** Whom a situation is withheld from is between coordinators. */
export type SeenSituation = Omit<Situation, 'withholdFrom'> & Partial<Pick<Situation, 'withholdFrom'>>

const asSeenBy = (actor: Actor, { withholdFrom, ...open }: Situation): SeenSituation =>
  isCoordinator(actor) ? { ...open, withholdFrom } : open

/** Who added or decided something is between coordinators, too. */
export type Anonymous<T extends { by: unknown }> = Omit<T, 'by'> & Partial<Pick<T, 'by'>>

const withoutBy = <T extends { by: unknown }>(
  actor: Actor,
  { items, next }: Page<T>,
): Page<Anonymous<T>> => ({
  items: items.map(({ by, ...open }) => (isCoordinator(actor) ? { ...open, by } : open)),
  ...(next && { next }),
})

export const readSituation = async (deps: Deps, actor: Actor, id: string): Promise<SeenSituation> => {
  permitToKnow(actor, 'situation.read', 'situation')
  return asSeenBy(actor, await getSituation(deps.store, id))
}

interface Listing {
  readonly filter: SituationFilter
  readonly page: Paging
}

export const listSituations = async (
  deps: Deps,
  actor: Actor,
  { filter, page }: Listing,
): Promise<Page<SeenSituation>> => {
  permit(actor, 'situation.list')
  const found = await list(deps.store, filter, page)
  return { ...found, items: found.items.map((situation) => asSeenBy(actor, situation)) }
}

interface PartListing {
  readonly id: string
  readonly page: Paging
}

/** A situation's timeline, latest date first. */
export const readTimeline = async (
  deps: Deps,
  actor: Actor,
  { id, page }: PartListing,
): Promise<Page<Anonymous<Indicator>>> => {
  permitToKnow(actor, 'situation.read', 'situation')
  await getSituation(deps.store, id)
  return withoutBy(actor, await listIndicators(deps.store, id, page))
}

/** The levels a situation has had, latest first. */
export const readLevels = async (
  deps: Deps,
  actor: Actor,
  { id, page }: PartListing,
): Promise<Page<Anonymous<LevelEntry>>> => {
  permitToKnow(actor, 'situation.read', 'situation')
  await getSituation(deps.store, id)
  return withoutBy(actor, await listLevels(deps.store, id, page))
}

/** What forecasts propose and nobody has taken up, by country. */
export const listProposals = async (deps: Deps, actor: Actor, page: Paging) => {
  permit(actor, 'situation.import-forecasts')
  return listProposed(deps.store, page)
}
