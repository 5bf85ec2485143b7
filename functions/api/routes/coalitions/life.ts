import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { askToJoin } from '../../../../shared/coalitions/ask.ts'
import { listOpenCoalitions } from '../../../../shared/coalitions/read.ts'
import {
  closureInput,
  coalition,
  reopeningInput,
  requestInput,
} from '../../../../shared/coalitions/schema.ts'
import { reopen, standDown } from '../../../../shared/coalitions/stand-down.ts'
import { idOf } from '../../../../shared/ids.ts'
import { pageOf, sendOne, sendPage, versioned } from '../../http/answers.ts'
import {
  answer,
  body,
  ifMatch,
  listOf,
  pageQuery,
  preconditions,
  type Router,
  refusals,
} from '../../http/contract.ts'
import { participationView } from './participations.ts'

const tags = ['coalitions']
const params = z.object({ id: idOf('coalition') })

export const coalitionView = coalition.meta({ id: 'Coalition' })
const openView = coalition
  .pick({ id: true, situationId: true, name: true, purpose: true, createdAt: true })
  .meta({ id: 'OpenCoalition' })

const listOpen = createRoute({
  method: 'get',
  path: '/coalitions/open',
  tags,
  summary: 'Coalitions that a member may ask to join, newest first',
  request: { query: pageQuery },
  responses: { 200: answer(listOf(openView), 'A page of coalitions, without who is in them'), ...refusals },
})

const ask = createRoute({
  method: 'post',
  path: '/coalitions/{id}/requests',
  tags,
  summary: 'Ask to be let into an open coalition; who leads it is told',
  description:
    'They answer by `PUT …/organizations/{organizationId}` with `joined` or `declined`. A coordinator may ask for an organization, as it said by other ways.',
  request: { params, ...body(requestInput) },
  responses: { 200: answer(participationView, 'The request'), ...refusals },
})

const close = createRoute({
  method: 'post',
  path: '/coalitions/{id}/closure',
  tags,
  summary: 'Stand down, now or at a moment to come; everybody inside is told when it does',
  request: { params, headers: ifMatch, ...body(closureInput) },
  responses: { 200: answer(coalitionView, 'The coalition'), ...refusals, ...preconditions },
})

const open = createRoute({
  method: 'post',
  path: '/coalitions/{id}/reopening',
  tags,
  summary: 'Take a coalition up again, or take its closing date back',
  request: { params, headers: ifMatch, ...body(reopeningInput) },
  responses: { 200: answer(coalitionView, 'The coalition'), ...refusals, ...preconditions },
})

export const coalitionLifeRoutes = (api: Router) =>
  api
    .openapi(listOpen, async (c) => {
      const page = pageOf(c, c.req.valid('query'))
      const found = await listOpenCoalitions(c.var.deps, c.var.actor, page)
      return sendPage(c, openView, found)
    })
    .openapi(ask, async (c) => {
      const input = { coalitionId: c.req.valid('param').id, ...c.req.valid('json') }
      return c.json(participationView.parse(await askToJoin(c.var.deps, c.var.actor, input)), 200)
    })
    .openapi(close, async (c) => {
      const closed = await standDown(c.var.deps, c.var.actor, {
        ...versioned(c.req.valid('param'), c.req.valid('header')),
        closure: c.req.valid('json'),
      })
      return sendOne(c, coalitionView, closed)
    })
    .openapi(open, async (c) => {
      const opened = await reopen(c.var.deps, c.var.actor, {
        ...versioned(c.req.valid('param'), c.req.valid('header')),
        reason: c.req.valid('json').reason,
      })
      return sendOne(c, coalitionView, opened)
    })
