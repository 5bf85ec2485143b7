import { type Actor, stampOf } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import { findCoalition, findParticipation } from '../../coalitions/repository.ts'
import { leadsOf } from '../../coalitions/tell.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, notFound } from '../../errors.ts'
import { announce } from '../../ledger/announce.ts'
import { findOrganization } from '../../organizations/repository.ts'
import { oneLine } from '../../rendering/clean.ts'
import { isOpenly, readCampaign } from './read.ts'
import { campaigns, findSupport, putSupport } from './repository.ts'
import { enterToRun, happened } from './run.ts'
import { type Campaign, reachableFrom, type Support, type SupportState } from './schema.ts'

const hasEnded = () => new DomainError('conflict', 'This campaign has ended.')
const cannotBecome = (from: SupportState | 'none', to: SupportState) =>
  new DomainError('conflict', `Who has the state ${from} in a campaign cannot become ${to}.`)

interface Joining {
  readonly id: string
  readonly organizationId: `org_${string}`
  readonly status: SupportState
}

/** Those who lead hear who asks; who asked hears what comes of it. */
const tell = async (deps: Deps, campaign: Campaign, { organizationId, status, contactId }: Support) => {
  const params = { campaign: oneLine(campaign.name) }
  if (status === 'asked') {
    const coalition = await findCoalition(deps.store, campaign.coalitionId)
    const leads = coalition ? await leadsOf(deps, coalition) : []
    const organization = oneLine((await findOrganization(deps.store, organizationId))?.name ?? '')
    if (leads.length === 0) return undefined
    return announce(deps, {
      kind: 'notice',
      subject: campaign.id,
      recipients: { of: 'organizations', organizationIds: leads, reach: 'first' },
      content: { key: 'campaign-asked', params: { ...params, organization } },
    })
  }
  if (status === 'left' || !contactId) return undefined
  return announce(deps, {
    kind: 'notice',
    subject: campaign.id,
    recipients: { of: 'contacts', contacts: [{ organizationId, contactId }] },
    content: { key: status === 'joined' ? 'campaign-joined' : 'campaign-declined', params },
  })
}

/** Who of the organization itself asked; a coordinator who asked for it hears nothing in its name. */
const askerOf = (actor: Actor, organizationId: string) => {
  const stamp = stampOf(actor)
  return stamp.organizationId === organizationId ? stamp.contactId : undefined
}

/** Asks to join and leaves for one's own organization; whoever leads the coalition accepts or declines. */
export const setSupport = async (deps: Deps, actor: Actor, joining: Joining): Promise<Support> => {
  const { id, organizationId, status } = joining
  const isOwn = status === 'asked' || status === 'left'
  if (isOwn) permit(actor, 'campaign.join', { organizationId })
  const campaign = isOwn ? await readCampaign(deps, actor, id) : await enterToRun(deps, actor, id)
  if (campaign.status === 'ended' && status !== 'left') throw hasEnded()
  if ((await findOrganization(deps.store, organizationId))?.relation !== 'member') throw notFound('member')
  const before = await findSupport(deps.store, id, organizationId)
  if (before?.status === status) return before
  const from = before?.status ?? 'none'
  if (!reachableFrom[status].includes(from)) throw cannotBecome(from, status)
  const after: Support = {
    campaignId: campaign.id,
    organizationId,
    status,
    contactId: status === 'asked' ? askerOf(actor, organizationId) : before?.contactId,
    version: (before?.version ?? 0) + 1,
    at: deps.clock.now().toISOString(),
  }
  const [told, inCoalition] = await Promise.all([
    tell(deps, campaign, after),
    findParticipation(deps.store, campaign.coalitionId, organizationId),
  ])
  await deps.store.transact([
    putSupport(before, after),
    campaigns.unchanged(campaign),
    ...(told?.actions ?? []),
    happened(deps, actor, `campaign.organization-${status}`, campaign, {
      data: { organizationId },
      forLeadsOnly: status !== 'joined' || !isOpenly(campaign, inCoalition),
      ...(told && { notifications: [told.id] }),
    }),
  ])
  return after
}
