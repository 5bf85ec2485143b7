import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { timings, timingsOfAlert } from '../../../../shared/alerts/timings.ts'
import { idOf } from '../../../../shared/ids.ts'
import { answer, type Router, refusals } from '../../http/contract.ts'

const read = createRoute({
  method: 'get',
  path: '/alerts/{id}/timings',
  tags: ['alerts'],
  summary: 'How long the alert, or the exercise, took: first and last mail by state, and answer',
  request: { params: z.object({ id: idOf('alert') }) },
  responses: { 200: answer(timings, 'Seconds after each issue'), ...refusals },
})

export const timingRoutes = (api: Router) =>
  api.openapi(read, async (c) =>
    c.json(timings.parse(await timingsOfAlert(c.var.deps, c.var.actor, c.req.valid('param').id)), 200),
  )
