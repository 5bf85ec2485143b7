import { type Actor, isCoordinator } from '../../access/actor.ts'
import { permit, permitToKnow } from '../../access/permit.ts'
import { standingOf } from '../../coalitions/lifecycle.ts'
import { findParticipations } from '../../coalitions/repository.ts'
import type { Participation } from '../../coalitions/schema.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import type { Item, Page } from '../../storage/store.ts'
import { isInside, withinReach } from '../reach.ts'
import {
  campaignsIn,
  campaignsOf,
  everyCampaign,
  getCampaign,
  openCampaigns,
  supportPage,
} from './repository.ts'
import type { Campaign, Support } from './schema.ts'

export const readCampaign = async (deps: Deps, actor: Actor, id: string): Promise<Campaign> => {
  permitToKnow(actor, 'campaign.read', 'campaign')
  const found = await getCampaign(deps.store, id)
  if (found.openTo !== 'members' && !(await isInside(deps.store, actor, found))) throw notFound('campaign')
  return found
}

interface Paging {
  readonly limit: number
  readonly after?: Item | undefined
}

interface Listing {
  readonly coalitionId?: string | undefined
  readonly page: Paging
}

/** A coalition's campaigns, or those open to every member; of all, for coordinators. Newest first. */
export const listCampaigns = async (deps: Deps, actor: Actor, { coalitionId, page }: Listing) => {
  permit(actor, 'campaign.read')
  if (!coalitionId) return campaignsIn(deps.store, isCoordinator(actor) ? everyCampaign : openCampaigns, page)
  if (!(await isInside(deps.store, actor, { coalitionId }))) throw notFound('coalition')
  return campaignsIn(deps.store, campaignsOf(coalitionId), page)
}

/** Whether those inside may learn that an organization takes part: of whom the leads alone know, they may not. */
export const isOpenly = ({ openTo }: Campaign, inCoalition: Pick<Participation, 'knownTo'> | undefined) =>
  openTo === 'members' || inCoalition?.knownTo !== 'leads'

interface Seeing {
  /** How the actor's own organization stands in the coalition. */
  readonly standing: ReturnType<typeof standingOf>
  /** How each of them takes part in the coalition, in their order. */
  readonly theirs: readonly (Participation | undefined)[]
  readonly items: readonly Support[]
}

/** Of those who take part, whom an actor may know of: who asked, was declined or has left is for those who lead. */
export const supportSeen = (
  actor: Actor,
  campaign: Campaign,
  { standing, theirs, items }: Seeing,
): readonly Support[] => {
  if (isCoordinator(actor) || actor.kind !== 'person' || standing === 'lead') return items
  return items.filter(
    ({ organizationId, status }, at) =>
      organizationId === actor.organizationId || (status === 'joined' && isOpenly(campaign, theirs[at])),
  )
}

/** Which organizations take part, by organization, for those who may read the campaign. */
export const listSupport = async (
  deps: Deps,
  actor: Actor,
  { id, page }: { id: string; page: Paging },
): Promise<Page<Support>> => {
  const campaign = await readCampaign(deps, actor, id)
  const { items, next } = await supportPage(deps.store, id, page)
  const ids = items.map(({ organizationId }) => organizationId)
  const home = actor.kind === 'person' ? [actor.organizationId] : []
  const found = await findParticipations(deps.store, campaign.coalitionId, [...home, ...ids])
  const standing = standingOf(home.length > 0 ? found[0] : undefined)
  const theirs = found.slice(home.length)
  return { items: [...supportSeen(actor, campaign, { standing, theirs, items })], ...(next && { next }) }
}

/** Of each list so many are known at once. */
const newest = { limit: 50 }

/** Campaigns that run and that somebody may name: those open to every member, and those of their own coalitions. */
export const listCampaignsKnown = async ({ store }: Deps, actor: Actor): Promise<Campaign[]> => {
  permit(actor, 'campaign.read')
  const known =
    isCoordinator(actor) || actor.kind !== 'person'
      ? (await campaignsIn(store, everyCampaign, newest)).items
      : await withinReach(store, actor.organizationId, {
          open: () => campaignsIn(store, openCampaigns, newest),
          of: (coalitionId) => campaignsIn(store, campaignsOf(coalitionId), newest),
        })
  return known.filter(({ status }) => status === 'running')
}
