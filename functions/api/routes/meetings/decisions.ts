import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { recordDecision } from '../../../../shared/meetings/minutes/decide.ts'
import {
  listDecisions,
  listDecisionsUnder,
  readDecision,
} from '../../../../shared/meetings/minutes/decisions.ts'
import { decision, decisionInput } from '../../../../shared/meetings/minutes/schema.ts'
import { madeAt, pageOf, sendPage } from '../../http/answers.ts'
import { answer, body, idempotent, listOf, pageQuery, type Router, refusals } from '../../http/contract.ts'
import { once } from '../../http/idempotency.ts'

const tags = ['meetings']
const meetingPath = z.object({ id: idOf('meeting') })

const decisionView = decision
  .omit({ by: true })
  .extend({
    organizations: z.int().meta({ description: 'How many organizations were present' }),
    present: decision.shape.present.optional().meta({ description: 'For those who lead or coordinate' }),
    represented: decision.shape.represented.unwrap().optional(),
  })
  .meta({ id: 'Decision' })

const record = createRoute({
  method: 'post',
  path: '/meetings/{id}/decisions',
  tags,
  summary: 'Record a decision, with who is present',
  request: { params: meetingPath, headers: idempotent, ...body(decisionInput) },
  responses: { 201: answer(decisionView, 'The decision'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/meetings/{id}/decisions',
  tags,
  summary: 'What a meeting decided, oldest first',
  request: { params: meetingPath, query: pageQuery },
  responses: { 200: answer(listOf(decisionView), 'A page of decisions'), ...refusals },
})

const listUnder = createRoute({
  method: 'get',
  path: '/decisions',
  tags,
  summary: 'What was decided by a coalition or on a situation, newest first',
  request: {
    query: pageQuery.extend({ of: z.union([idOf('coalition'), idOf('situation')]) }),
  },
  responses: { 200: answer(listOf(decisionView), 'A page of decisions'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/decisions/{id}',
  tags,
  summary: 'One decision',
  request: { params: z.object({ id: idOf('decision') }) },
  responses: { 200: answer(decisionView, 'The decision'), ...refusals },
})

/** What meetings decide. */
export const decisionRoutes = (api: Router) =>
  api
    .openapi(record, async (c) => {
      const { id } = c.req.valid('param')
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        async (deps) => (await recordDecision(deps, c.var.actor, { id, input })).id,
        async (deps) => deps.ids.next('decision'),
      )
      const found = await readDecision(c.var.deps, c.var.actor, made)
      madeAt(c, `/v1/decisions/${found.id}`, found.version)
      return c.json(decisionView.parse(found), 201)
    })
    .openapi(list, async (c) => {
      const { id } = c.req.valid('param')
      const page = pageOf(c, c.req.valid('query'))
      const found = await listDecisions(c.var.deps, c.var.actor, { id, page })
      return sendPage(c, decisionView, found)
    })
    .openapi(listUnder, async (c) => {
      const { of: subject, ...paging } = c.req.valid('query')
      const page = pageOf(c, paging)
      const found = await listDecisionsUnder(c.var.deps, c.var.actor, { subject, page })
      return sendPage(c, decisionView, found)
    })
    .openapi(read, async (c) => {
      const found = await readDecision(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.json(decisionView.parse(found), 200)
    })
