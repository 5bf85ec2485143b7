import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { changeBriefing, logBriefing } from '../../../../shared/advocacy/briefings/log.ts'
import { listBriefings, readBriefing } from '../../../../shared/advocacy/briefings/read.ts'
import { briefing, briefingChange, briefingInput } from '../../../../shared/advocacy/briefings/schema.ts'
import { idOf } from '../../../../shared/ids.ts'
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

const tags = ['advocacy']
const params = z.object({ id: idOf('briefing') })
const briefingView = briefing.omit({ by: true, remindedFor: true }).meta({ id: 'Briefing' })

const log = createRoute({
  method: 'post',
  path: '/briefings',
  tags,
  summary: 'Log who spoke to an authority, about what, and what came of it',
  request: { headers: idempotent, ...body(briefingInput) },
  responses: { 201: answer(briefingView, 'The new entry'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/briefings',
  tags,
  summary: "The log, the latest first: what members read, a coalition's, or one's own",
  request: {
    query: pageQuery
      .extend({
        situationId: idOf('situation').optional(),
        authorityId: idOf('organization').optional(),
        coalitionId: idOf('coalition').optional(),
        of: z.enum(['own']).optional(),
      })
      .refine(({ situationId, authorityId }) => !(situationId && authorityId), {
        message: 'cannot be asked together with situationId',
        path: ['authorityId'],
      })
      .refine(
        ({ of, situationId, authorityId, coalitionId }) =>
          !of || !(situationId || authorityId || coalitionId),
        {
          message: 'cannot be asked together with a filter',
          path: ['of'],
        },
      ),
  },
  responses: { 200: answer(listOf(briefingView), 'A page of the log'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/briefings/{id}',
  tags,
  summary: 'One entry of the log',
  request: { params },
  responses: { 200: answer(briefingView, 'The entry'), ...refusals },
})

const change = createRoute({
  method: 'patch',
  path: '/briefings/{id}',
  tags,
  summary: 'Say what was answered, or what is to be done next',
  request: { params, headers: ifMatch, ...body(briefingChange) },
  responses: { 200: answer(briefingView, 'The entry'), ...refusals, ...preconditions },
})

export const briefingRoutes = (api: Router) =>
  api
    .openapi(log, async (c) => {
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        (deps) => logBriefing(deps, c.var.actor, input),
        (deps) => readBriefing(deps, c.var.actor, deps.ids.next('briefing')),
      )
      return sendMade(c, briefingView, made)
    })
    .openapi(list, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query')
      const page = pageOf(c, { limit, cursor })
      return sendPage(c, briefingView, await listBriefings(c.var.deps, c.var.actor, { filter, page }))
    })
    .openapi(read, async (c) =>
      sendOne(c, briefingView, await readBriefing(c.var.deps, c.var.actor, c.req.valid('param').id)),
    )
    .openapi(change, async (c) => {
      const changed = await changeBriefing(c.var.deps, c.var.actor, {
        id: c.req.valid('param').id,
        version: versionOf(c.req.valid('header')['if-match']),
        change: c.req.valid('json'),
      })
      return sendOne(c, briefingView, changed)
    })
