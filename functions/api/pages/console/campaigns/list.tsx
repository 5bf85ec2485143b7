import type { Context } from 'hono'
import { listCampaigns } from '../../../../../shared/advocacy/campaigns/read.ts'
import type { Env } from '../../../http/env.ts'
import { byCoalition } from '../letters/by-coalition.tsx'
import { CampaignLine } from './line.tsx'

export const campaignListPage = (c: Context<Env>) =>
  byCoalition(c, {
    path: '/console/campaigns',
    title: 'console.campaigns',
    empty: 'console.empty.campaigns',
    begin: 'console.start-campaign',
    read: (asked) => listCampaigns(c.var.deps, c.var.actor, asked),
    lines: (campaigns, reader) =>
      campaigns.map((campaign) => <CampaignLine campaign={campaign} reader={reader} />),
  })
