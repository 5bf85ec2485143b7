import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { alertAnswer, answerInput } from '../../../../shared/alerts/answers/answer.ts'
import { answerFor } from '../../../../shared/alerts/answers/answer-for.ts'
import { type Place, readAnswers } from '../../../../shared/alerts/answers/board.ts'
import { pursuit } from '../../../../shared/alerts/escalation/schema.ts'
import { idOf } from '../../../../shared/ids.ts'
import { alertAnswers } from '../../../../shared/rendering/mails/alert-content.ts'
import { linkNext, pageOf } from '../../http/answers.ts'
import { answer, body, listOf, pageQuery, type Router, refusals } from '../../http/contract.ts'

const tags = ['alerts']
const alertPath = z.object({ id: idOf('alert') })

const { organizationId, relation, version: _, ...given } = alertAnswer.shape
const answerView = z.object({ organizationId, relation, ...given }).meta({ id: 'AlertAnswer' })
const placeView = z
  .object({
    organizationId,
    relation,
    ...z.object(given).partial().shape,
    answer: given.answer,
    bouncing: z.boolean(),
    /** What was done about its silence, oldest first. */
    escalation: pursuit.shape.steps,
  })
  .meta({
    id: 'AddressedOrganization',
    description: 'One organization that was told; `answer` is null while it is silent',
  })

const tally = <W extends string>(words: readonly W[]) =>
  z.object({
    told: z.int(),
    confirmed: z.int(),
    silent: z.int(),
    bouncing: z.int(),
    /** Who need not answer: told by discreet contacts alone, or out of the alliance since. */
    excused: z.int().optional(),
    ...(Object.fromEntries(words.map((word) => [word, z.int()])) as Record<W, z.ZodInt>),
  })

const boardView = listOf(placeView)
  .extend({
    counts: z.object({ members: tally(alertAnswers.member), authorities: tally(alertAnswers.authority) }),
  })
  .meta({ id: 'AlertAnswers' })

const board = createRoute({
  method: 'get',
  path: '/alerts/{id}/answers',
  tags,
  summary: 'Which organizations were told, what they answered and which are silent',
  request: { params: alertPath, query: pageQuery },
  responses: { 200: answer(boardView, 'A page of organizations, with counts over all of them'), ...refusals },
})

const respond = createRoute({
  method: 'put',
  path: '/alerts/{id}/answers/{organizationId}',
  tags,
  summary: "Answer for one's organization; for coordinators, record what another has told them",
  request: { params: alertPath.extend({ organizationId: idOf('organization') }), ...body(answerInput) },
  responses: { 200: answer(answerView, 'The answer'), ...refusals },
})

const placeAs = ({ given: said, pursuit: pursued, ...place }: Place) =>
  placeView.parse({ answer: null, ...said, ...place, escalation: pursued?.steps ?? [] })

/** What organizations answer to an alert. */
export const answerRoutes = (api: Router) =>
  api
    .openapi(board, async (c) => {
      const page = pageOf(c, c.req.valid('query'))
      const { id } = c.req.valid('param')
      const { items, next, counts } = await readAnswers(c.var.deps, c.var.actor, { id, page })
      linkNext(c, next)
      return c.json(boardView.parse({ items: items.map(placeAs), counts }), 200)
    })
    .openapi(respond, async (c) => {
      const { id: alertId, organizationId: of } = c.req.valid('param')
      const input = { alertId, organizationId: of, said: c.req.valid('json') }
      return c.json(answerView.parse(await answerFor(c.var.deps, c.var.actor, input)), 200)
    })
