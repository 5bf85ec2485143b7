import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { setSupport } from '../../../../shared/advocacy/campaigns/join.ts'
import { listCampaigns, listSupport, readCampaign } from '../../../../shared/advocacy/campaigns/read.ts'
import { changeCampaign, startCampaign } from '../../../../shared/advocacy/campaigns/run.ts'
import {
  campaign,
  campaignChange,
  campaignInput,
  support,
  supportInput,
} from '../../../../shared/advocacy/campaigns/schema.ts'
import { idOf } from '../../../../shared/ids.ts'
import { listAppeals } from '../../../../shared/publications/read.ts'
import { pageOf, sendMade, sendOne, sendPage, versionOf } from '../../http/answers.ts'
import {
  answer,
  body,
  idempotent,
  ifMatch,
  listOf,
  pageQuery,
  preconditions,
  type Router,
  refusals,
} from '../../http/contract.ts'
import { once } from '../../http/idempotency.ts'
import { headView } from '../publications/posts.ts'

const tags = ['advocacy']
const params = z.object({ id: idOf('campaign') })
const campaignView = campaign.meta({ id: 'Campaign' })
const supportView = support.omit({ contactId: true, version: true }).meta({ id: 'CampaignSupporter' })

const start = createRoute({
  method: 'post',
  path: '/campaigns',
  tags,
  summary: 'Begin a campaign of a coalition',
  request: { headers: idempotent, ...body(campaignInput) },
  responses: { 201: answer(campaignView, 'The new campaign'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/campaigns',
  tags,
  summary: "Campaigns, newest first: a coalition's, or those open to every member",
  request: { query: pageQuery.extend({ coalitionId: idOf('coalition').optional() }) },
  responses: { 200: answer(listOf(campaignView), 'A page of campaigns'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/campaigns/{id}',
  tags,
  summary: 'One campaign',
  request: { params },
  responses: { 200: answer(campaignView, 'The campaign'), ...refusals },
})

const change = createRoute({
  method: 'patch',
  path: '/campaigns/{id}',
  tags,
  summary: 'Change a campaign, or end it',
  request: { params, headers: ifMatch, ...body(campaignChange) },
  responses: { 200: answer(campaignView, 'The campaign'), ...refusals, ...preconditions },
})

const join = createRoute({
  method: 'put',
  path: '/campaigns/{id}/organizations/{organizationId}',
  tags,
  summary: 'Ask to join, or leave; accept or decline who asked, for those who lead',
  request: {
    params: z.object({ id: idOf('campaign'), organizationId: idOf('organization') }),
    ...body(supportInput),
  },
  responses: { 200: answer(supportView, 'How the organization takes part'), ...refusals },
})

const supporters = createRoute({
  method: 'get',
  path: '/campaigns/{id}/organizations',
  tags,
  summary: 'Which organizations take part; for those who lead, also who asked, was declined or has left',
  request: { params, query: pageQuery },
  responses: { 200: answer(listOf(supportView), 'A page of organizations'), ...refusals },
})

const appeals = createRoute({
  method: 'get',
  path: '/campaigns/{id}/appeals',
  tags,
  summary: 'The appeals to join a campaign, newest first',
  request: { params, query: pageQuery },
  responses: { 200: answer(listOf(headView), 'A page of posts'), ...refusals },
})

export const campaignRoutes = (api: Router) =>
  api
    .openapi(start, async (c) => {
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        (deps) => startCampaign(deps, c.var.actor, input),
        (deps) => readCampaign(deps, c.var.actor, deps.ids.next('campaign')),
      )
      return sendMade(c, campaignView, made)
    })
    .openapi(list, async (c) => {
      const { coalitionId, ...page } = c.req.valid('query')
      const given = { coalitionId, page: pageOf(c, page) }
      return sendPage(c, campaignView, await listCampaigns(c.var.deps, c.var.actor, given))
    })
    .openapi(read, async (c) =>
      sendOne(c, campaignView, await readCampaign(c.var.deps, c.var.actor, c.req.valid('param').id)),
    )
    .openapi(change, async (c) => {
      const changed = await changeCampaign(c.var.deps, c.var.actor, {
        id: c.req.valid('param').id,
        version: versionOf(c.req.valid('header')['if-match']),
        change: c.req.valid('json'),
      })
      return sendOne(c, campaignView, changed)
    })
    .openapi(join, async (c) => {
      const given = { ...c.req.valid('param'), ...c.req.valid('json') }
      return c.json(supportView.parse(await setSupport(c.var.deps, c.var.actor, given)), 200)
    })
    .openapi(supporters, async (c) => {
      const { id } = c.req.valid('param')
      const page = pageOf(c, c.req.valid('query'))
      return sendPage(c, supportView, await listSupport(c.var.deps, c.var.actor, { id, page }))
    })
    .openapi(appeals, async (c) => {
      const { id } = c.req.valid('param')
      const page = pageOf(c, c.req.valid('query'))
      return sendPage(c, headView, await listAppeals(c.var.deps, c.var.actor, { id, page }))
    })
