import { type Actor, isCoordinator } from '../../access/actor.ts'
import { may, permitToKnow } from '../../access/permit.ts'
import { organizationOf } from '../../coalitions/enter.ts'
import { standingOf } from '../../coalitions/lifecycle.ts'
import { findParticipations, findWithParticipation } from '../../coalitions/repository.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import { findOrganizations } from '../../organizations/repository.ts'
import { distinct } from '../../text.ts'
import { supportSeen } from './read.ts'
import { findSupport, getCampaign, supportPage } from './repository.ts'

/** More organizations than any alliance has: who takes part is read in one go. */
const all = { limit: 1000 }

/** A campaign with all that stands around it: whom it speaks to, and who takes part, as far as the reader may know. */
export const readCampaignBoard = async ({ store }: Deps, actor: Actor, id: string) => {
  permitToKnow(actor, 'campaign.read', 'campaign')
  const home = organizationOf(actor)
  const [campaign, support, own] = await Promise.all([
    getCampaign(store, id),
    supportPage(store, id, all),
    home ? findSupport(store, id, home) : undefined,
  ])
  const { coalitionId, targetIds } = campaign
  const ids = support.items.map(({ organizationId }) => organizationId)
  const [{ coalition, participation }, theirs, organizations] = await Promise.all([
    findWithParticipation(store, coalitionId, home),
    findParticipations(store, coalitionId, ids),
    findOrganizations(store, distinct([...targetIds, ...ids])),
  ])
  const standing = standingOf(participation)
  const isInside = isCoordinator(actor) || standing !== undefined
  if (campaign.openTo !== 'members' && !isInside) throw notFound('campaign')
  const names = new Map<string, string>(organizations.map(({ id: of, name }) => [of, name]))
  const named = (of: string) => names.get(of) ?? of
  return {
    campaign,
    own,
    isInside,
    runs: may(actor, 'campaign.run', { standing }),
    /** What it is called is for those inside. */
    coalition: isInside ? coalition : undefined,
    targets: targetIds.map(named),
    support: supportSeen(actor, campaign, { standing, theirs, items: support.items }).map((each) => ({
      ...each,
      name: named(each.organizationId),
    })),
  }
}

export type CampaignBoard = Awaited<ReturnType<typeof readCampaignBoard>>
