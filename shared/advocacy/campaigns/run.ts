import type { Actor } from '../../access/actor.ts'
import { enterTo } from '../../coalitions/enter.ts'
import type { Deps } from '../../deps.ts'
import { invalid } from '../../errors.ts'
import { forCoalition, forLeads, forMembers, record } from '../../events/record.ts'
import type { Event, EventType } from '../../events/schema.ts'
import { findOrganizations } from '../../organizations/repository.ts'
import { newRecord, revise } from '../../storage/collection.ts'
import { requireVersion } from '../../storage/fresh.ts'
import type { Store } from '../../storage/store.ts'
import { campaigns, getCampaign } from './repository.ts'
import type { Campaign, CampaignChange, CampaignInput } from './schema.ts'

interface Extra {
  readonly data?: Event['data']
  readonly notifications?: readonly string[]
  readonly forLeadsOnly?: boolean
}

/** What happened to a campaign: whom it speaks to and what it says is not for events. */
export const happened = (
  deps: Deps,
  actor: Actor,
  type: EventType,
  { id, coalitionId, situationId, openTo, status }: Campaign,
  { data, notifications, forLeadsOnly }: Extra = {},
) =>
  record(deps, actor, {
    type,
    subject: id,
    audience: forLeadsOnly
      ? forLeads(coalitionId)
      : openTo === 'members'
        ? forMembers
        : forCoalition(coalitionId),
    data: { situationId, status, ...data },
    ...(notifications && { notifications }),
  })

const requireTargets = async (store: Store, ids: readonly string[]) => {
  const found = await findOrganizations(store, ids)
  const known = new Set<string>(found.filter(({ relation }) => relation === 'authority').map(({ id }) => id))
  const at = ids.findIndex((id) => !known.has(id))
  if (at >= 0) throw invalid('is no authority', `#/targetIds/${at}`)
}

/** Begins a campaign of a coalition, for whoever leads it. */
export const startCampaign = async (deps: Deps, actor: Actor, input: CampaignInput): Promise<Campaign> => {
  const { coalition } = await enterTo(deps.store, actor, input.coalitionId, 'campaign.run')
  await requireTargets(deps.store, input.targetIds)
  const { situationId } = coalition
  const now = deps.clock.now()
  const made: Campaign = {
    ...input,
    id: deps.ids.next('campaign'),
    situationId,
    status: 'running',
    ...newRecord(now),
  }
  await deps.store.transact([...campaigns.create(made), happened(deps, actor, 'campaign.started', made)])
  return made
}

interface Change {
  readonly id: string
  readonly version: number
  readonly change: CampaignChange
}

/** A campaign for whoever leads its coalition. */
export const enterToRun = async (deps: Deps, actor: Actor, id: string): Promise<Campaign> => {
  const found = await getCampaign(deps.store, id)
  await enterTo(deps.store, actor, found.coalitionId, 'campaign.run')
  return found
}

export const changeCampaign = async (
  deps: Deps,
  actor: Actor,
  { id, version, change }: Change,
): Promise<Campaign> => {
  const before = await enterToRun(deps, actor, id)
  requireVersion('campaign', before, version)
  await requireTargets(deps.store, change.targetIds ?? [])
  const after = revise(before, change as Partial<Campaign>, deps.clock.now())
  await deps.store.transact([
    ...campaigns.replace(before, after),
    happened(deps, actor, 'campaign.changed', after),
  ])
  return after
}
