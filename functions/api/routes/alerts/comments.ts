import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { askForComments } from '../../../../shared/alerts/comments/ask.ts'
import { closeComments } from '../../../../shared/alerts/comments/close.ts'
import { commentFor } from '../../../../shared/alerts/comments/comment.ts'
import { readAsked, readComments } from '../../../../shared/alerts/comments/read.ts'
import { comment, commentInput, round, roundInput } from '../../../../shared/alerts/comments/schema.ts'
import { alertContent } from '../../../../shared/alerts/content.ts'
import { idOf } from '../../../../shared/ids.ts'
import { versioned } from '../../http/answers.ts'
import { answer, body, listOf, type Router, refusals } from '../../http/contract.ts'
import { show, step } from './step.ts'

const tags = ['alerts']
const alertPath = z.object({ id: idOf('alert') })
const organizationPath = alertPath.extend({ organizationId: idOf('organization') })

const commentView = comment.meta({ id: 'Comment' })
const commentsView = listOf(commentView)
  .extend({ rounds: z.array(round.extend({ silent: z.array(idOf('organization')) })) })
  .meta({ id: 'Comments', description: 'What was said, oldest first, and who is silent in each round' })

const { level, stages, crimes, texts, wordings, recommendations, urgency, severity, certainty, expiresAt } =
  alertContent.shape
const askedView = z
  .object({
    until: round.shape.until,
    isOpen: z.boolean(),
    /** While the round is open. */
    draft: z
      .object({
        level,
        stages,
        crimes,
        texts,
        wordings,
        recommendations,
        urgency,
        severity,
        certainty,
        expiresAt,
      })
      .optional(),
    comments: z.array(commentView),
  })
  .meta({ id: 'AskedForComments' })

const asking = step(
  'comment-round',
  'Ask named organizations, by mail, to comment on the draft by a deadline; until then it stays as it is',
  body(roundInput),
)
const closing = step('comment-round/closing', 'Close the round of comments before its deadline', {})

const list = createRoute({
  method: 'get',
  path: '/alerts/{id}/comments',
  tags,
  summary: 'What organizations have said to the draft, for those who write and approve',
  request: { params: alertPath },
  responses: { 200: answer(commentsView, 'All rounds'), ...refusals },
})

const asked = createRoute({
  method: 'get',
  path: '/alerts/{id}/comments/{organizationId}',
  tags,
  summary: "The draft that one's organization is asked to comment on, and what it has said",
  request: { params: organizationPath },
  responses: { 200: answer(askedView, 'The draft, while the round is open'), ...refusals },
})

const say = createRoute({
  method: 'post',
  path: '/alerts/{id}/comments/{organizationId}',
  tags,
  summary: "Comment for one's organization; for coordinators, write down what another has told them",
  description: 'The same words again are the same comment. What is said later stands beside it.',
  request: { params: organizationPath, ...body(commentInput) },
  responses: { 200: answer(commentView, 'The comment'), ...refusals },
})

/** Rounds of comments on a draft. */
export const alertCommentRoutes = (api: Router) =>
  api
    .openapi(asking, async (c) => {
      const input = { ...versioned(c.req.valid('param'), c.req.valid('header')), round: c.req.valid('json') }
      return c.json(show(c, await askForComments(c.var.deps, c.var.actor, input)), 200)
    })
    .openapi(closing, async (c) => {
      const input = versioned(c.req.valid('param'), c.req.valid('header'))
      return c.json(show(c, await closeComments(c.var.deps, c.var.actor, input)), 200)
    })
    .openapi(list, async (c) => {
      const found = await readComments(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.json(commentsView.parse(found), 200)
    })
    .openapi(asked, async (c) => {
      const { id: alertId, organizationId } = c.req.valid('param')
      const found = await readAsked(c.var.deps, c.var.actor, { alertId, organizationId })
      return c.json(askedView.parse(found), 200)
    })
    .openapi(say, async (c) => {
      const { id: alertId, organizationId } = c.req.valid('param')
      const input = { alertId, organizationId, comment: c.req.valid('json') }
      return c.json(commentView.parse(await commentFor(c.var.deps, c.var.actor, input)), 200)
    })
