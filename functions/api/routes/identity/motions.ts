import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { putMotion } from '../../../../shared/identity/motions/put.ts'
import { dropMotion, listMotions } from '../../../../shared/identity/motions/read.ts'
import { motion, motionKinds } from '../../../../shared/identity/motions/repository.ts'
import { idOf } from '../../../../shared/ids.ts'
import { text } from '../../../../shared/text.ts'
import { pageOf, sendPage } from '../../http/answers.ts'
import { answer, body, listOf, pageQuery, type Router, refusals } from '../../http/contract.ts'

const tags = ['grants']

export const motionView = motion.meta({ id: 'Motion' })

const named = { contactId: idOf('contact'), kind: z.enum(motionKinds) }

const carriedView = z
  .object({
    status: z.literal('carried'),
    enrolmentCode: z.string().optional().meta({
      description:
        'Shown once after `reset-factor`: the person needs it to register anew. Hand it over, not by mail.',
    }),
  })
  .meta({ id: 'CarriedMotion' })

const list = createRoute({
  method: 'get',
  path: '/motions',
  tags,
  summary: 'What waits for a second coordinator',
  request: { query: pageQuery.extend({ contactId: idOf('contact').optional() }) },
  responses: { 200: answer(listOf(motionView), 'A page of motions'), ...refusals },
})

const put = createRoute({
  method: 'post',
  path: '/motions',
  tags,
  summary:
    'Suspend or reinstate a person, reset their second factor, or withdraw a grant, as one of two coordinators',
  description:
    'The first coordinator’s word waits three days, the same word of a second one carries it. Repeated by the first, it begins to wait anew.',
  request: body(z.strictObject({ ...named, reason: text(2000).optional() }).meta({ id: 'MotionInput' })),
  responses: {
    200: answer(carriedView, 'Two wanted it: it is done'),
    202: answer(motionView, 'It waits for a second coordinator'),
    ...refusals,
  },
})

const drop = createRoute({
  method: 'delete',
  path: '/motions/{contactId}/{kind}',
  tags,
  summary: 'Take a motion off the table',
  request: { params: z.object(named) },
  responses: { 204: { description: 'Dropped' }, ...refusals },
})

/** What two coordinators do to the rights of a third person. */
export const motionRoutes = (api: Router) =>
  api
    .openapi(list, async (c) => {
      const { contactId, ...page } = c.req.valid('query')
      const found = await listMotions(c.var.deps, c.var.actor, { contactId, ...pageOf(c, page) })
      return sendPage(c, motionView, found)
    })
    .openapi(put, async (c) => {
      const { proposed, enrolmentCode } = await putMotion(c.var.deps, c.var.actor, c.req.valid('json'))
      if (proposed) return c.json(motionView.parse(proposed), 202)
      return c.json(carriedView.parse({ status: 'carried', enrolmentCode }), 200)
    })
    .openapi(drop, async (c) => {
      await dropMotion(c.var.deps, c.var.actor, c.req.valid('param'))
      return c.body(null, 204)
    })
