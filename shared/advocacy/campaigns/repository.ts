import { notFound, staleVersion } from '../../errors.ts'
import { collection } from '../../storage/collection.ts'
import type { Action, Item, Key, Page, Store } from '../../storage/store.ts'
import { type Campaign, campaign, type Support, support } from './schema.ts'

const table = 'coalitions'

export const everyCampaign = 'campaigns'
export const openCampaigns = 'campaigns#members'
export const campaignsOf = (coalitionId: string) => `campaigns#${coalitionId}`

export const campaigns = collection({
  table,
  noun: 'campaign',
  schema: campaign,
  lists: ({ id, coalitionId, createdAt, openTo }) =>
    [everyCampaign, campaignsOf(coalitionId), ...(openTo === 'members' ? [openCampaigns] : [])].map((pk) => ({
      pk,
      sk: `${createdAt}#${id}`,
    })),
})

export const getCampaign = async (store: Store, id: string): Promise<Campaign> => {
  const found = await campaigns.find(store, id)
  if (!found) throw notFound('campaign')
  return found
}

interface Paging {
  readonly limit: number
  readonly after?: Item | undefined
}

/** Newest first. */
export const campaignsIn = (
  store: Store,
  partition: string,
  { limit, after }: Paging,
): Promise<Page<Campaign>> =>
  campaigns.page(store, { partition, descending: true, limit, ...(after && { after }) })

const prefix = 'support#'
const supportKey = (id: string, organizationId: string): Key => ({ pk: id, sk: `${prefix}${organizationId}` })

export const findSupport = async (store: Store, id: string, organizationId: string) => {
  const item = await store.get(table, supportKey(id, organizationId))
  return item && support.parse(item)
}

export const putSupport = (before: Support | undefined, after: Support): Action => ({
  table,
  put: { ...after, ...supportKey(after.campaignId, after.organizationId) },
  if: before ? { version: before.version } : 'absent',
  orElse: () => staleVersion('participation'),
})

/** By organization. */
export const supportPage = async (
  store: Store,
  id: string,
  { limit, after }: Paging,
): Promise<Page<Support>> => {
  const { items, next } = await store.query({
    table,
    partition: id,
    prefix,
    limit,
    ...(after && { after }),
  })
  return { items: items.map((item) => support.parse(item)), ...(next && { next }) }
}
