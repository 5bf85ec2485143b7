import { createRoute } from '@hono/zod-openapi'
import { eraseContact } from '../../../../shared/erasure/erase.ts'
import { erasureInput } from '../../../../shared/erasure/schema.ts'
import { body, type Router, refusals } from '../../http/contract.ts'

const erase = createRoute({
  method: 'post',
  path: '/erasures',
  tags: ['organizations'],
  summary: 'Have forgotten who a removed contact was',
  description:
    'Their address and ways in go at once; within minutes what says who they are wherever it was written down, what they wrote beside answers, and what opens the evidence that names them; with `words`, what they wrote for their organization too. The digests in the evidence stay. Done again, it does no harm.',
  request: body(erasureInput),
  responses: { 202: { description: 'Begun; `contact.erased` says when it is done' }, ...refusals },
})

/** What is left of somebody who is to be forgotten. */
export const erasureRoutes = (api: Router) =>
  api.openapi(erase, async (c) => {
    await eraseContact(c.var.deps, c.var.actor, c.req.valid('json'))
    return c.body(null, 202)
  })
