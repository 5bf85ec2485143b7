import { type Actor, isCoordinator } from '../../access/actor.ts'
import { forbidden, permit, permitToKnow } from '../../access/permit.ts'
import { standingIn } from '../../coalitions/repository.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import type { Item, Store } from '../../storage/store.ts'
import { isInside } from '../reach.ts'
import {
  type BriefingFilter,
  briefingsIn,
  getBriefing,
  listOfBriefings,
  type View,
  viewsOf,
} from './repository.ts'
import type { Briefing } from './schema.ts'

/** Whether somebody stands behind one of the views a briefing is in. */
const sees = async (store: Store, actor: Actor, given: Briefing): Promise<boolean> => {
  if (actor.kind !== 'person') return false
  const views = viewsOf(given)
  if (views.includes('members') || views.includes(`organization#${actor.organizationId}`)) return true
  if (isCoordinator(actor)) return views.includes('coordinators')
  const { coalitionId } = given
  return (
    coalitionId !== undefined && (await standingIn(store, coalitionId, actor.organizationId)) !== undefined
  )
}

export const readBriefing = async (deps: Deps, actor: Actor, id: string): Promise<Briefing> => {
  permitToKnow(actor, 'briefing.read', 'briefing')
  const found = await getBriefing(deps.store, id)
  if (!(await sees(deps.store, actor, found))) throw notFound('briefing')
  return found
}

interface Listing {
  readonly filter: BriefingFilter & {
    readonly coalitionId?: string | undefined
    /** Those at which one's own organization was. */
    readonly of?: 'own' | undefined
  }
  readonly page: { readonly limit: number; readonly after?: Item | undefined }
}

const viewFor = async (deps: Deps, actor: Actor, { coalitionId, of }: Listing['filter']): Promise<View> => {
  if (actor.kind !== 'person') throw forbidden()
  if (of === 'own') return `organization#${actor.organizationId}`
  if (!coalitionId) return isCoordinator(actor) ? 'coordinators' : 'members'
  if (!(await isInside(deps.store, actor, { coalitionId }))) throw notFound('coalition')
  return `coalition#${coalitionId}`
}

/** The log, the latest first, as far as the reader may know of it. */
export const listBriefings = async (deps: Deps, actor: Actor, { filter, page }: Listing) => {
  permit(actor, 'briefing.read')
  const { coalitionId, of, ...narrower } = filter
  return briefingsIn(
    deps.store,
    listOfBriefings(await viewFor(deps, actor, { coalitionId, of }), narrower),
    page,
  )
}
