import { type Actor, isCoordinator } from '../../access/actor.ts'
import { permit, permitToKnow } from '../../access/permit.ts'
import { standingOf } from '../../coalitions/lifecycle.ts'
import { findParticipations, standingIn } from '../../coalitions/repository.ts'
import type { Participation } from '../../coalitions/schema.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import type { Item, Page, Store } from '../../storage/store.ts'
import {
  campaignsIn,
  campaignsOf,
  everyCampaign,
  getCampaign,
  openCampaigns,
  supportPage,
} from './repository.ts'
import type { Campaign, Support } from './schema.ts'

/** Whether somebody is inside the coalition that campaigns. */
export const isInsideOf = async (store: Store, actor: Actor, { coalitionId }: { coalitionId: string }) =>
  isCoordinator(actor) ||
  (actor.kind === 'person' && (await standingIn(store, coalitionId, actor.organizationId)) !== undefined)

export const readCampaign = async (deps: Deps, actor: Actor, id: string): Promise<Campaign> => {
  permitToKnow(actor, 'campaign.read', 'campaign')
  const found = await getCampaign(deps.store, id)
  if (found.openTo !== 'members' && !(await isInsideOf(deps.store, actor, found))) throw notFound('campaign')
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
  if (!(await isInsideOf(deps.store, actor, { coalitionId }))) throw notFound('coalition')
  return campaignsIn(deps.store, campaignsOf(coalitionId), page)
}

/** Whether those inside may learn that an organization takes part: of whom the leads alone know, they may not. */
export const isOpenly = ({ openTo }: Campaign, inCoalition: Pick<Participation, 'knownTo'> | undefined) =>
  openTo === 'members' || inCoalition?.knownTo !== 'leads'

/**
 * Which organizations take part, by organization, for those who may read the campaign. Who asked, was declined or has
 * left is between them and those who lead.
 */
export const listSupport = async (
  deps: Deps,
  actor: Actor,
  { id, page }: { id: string; page: Paging },
): Promise<Page<Support>> => {
  const campaign = await readCampaign(deps, actor, id)
  const found = await supportPage(deps.store, id, page)
  if (isCoordinator(actor) || actor.kind !== 'person') return found
  const ids = found.items.map(({ organizationId }) => organizationId)
  const { coalitionId } = campaign
  const [own, ...theirs] = await findParticipations(deps.store, coalitionId, [actor.organizationId, ...ids])
  if (standingOf(own) === 'lead') return found
  const items = found.items.filter(
    ({ organizationId, status }, at) =>
      organizationId === actor.organizationId || (status === 'joined' && isOpenly(campaign, theirs[at])),
  )
  return { ...found, items }
}
