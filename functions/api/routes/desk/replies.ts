import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { answerInput } from '../../../../shared/alerts/answers/answer.ts'
import { noteAudit } from '../../../../shared/audit/note.ts'
import { mailedParticipation } from '../../../../shared/coalitions/schema.ts'
import { idOf } from '../../../../shared/ids.ts'
import { mailedRsvp } from '../../../../shared/meetings/answers/rsvp.ts'
import { mailedPollAnswer } from '../../../../shared/meetings/polls/answers.ts'
import { answerByReply } from '../../../../shared/replies/answer.ts'
import { assignReply, closeReply, replyClosure } from '../../../../shared/replies/change.ts'
import { listReplies, readReply } from '../../../../shared/replies/list.ts'
import { participationByReply } from '../../../../shared/replies/participation.ts'
import { pollAnswerByReply } from '../../../../shared/replies/poll.ts'
import { rsvpByReply } from '../../../../shared/replies/rsvp.ts'
import { reply } from '../../../../shared/replies/schema.ts'
import { assignmentInput } from '../../../../shared/tasks/schema.ts'
import { linkNext, pageOf, sendOne, versioned } from '../../http/answers.ts'
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

const tags = ['replies']
const params = z.object({ id: idOf('reply') })
const replyView = reply.meta({ id: 'Reply' })

const list = createRoute({
  method: 'get',
  path: '/replies',
  tags,
  summary: 'Mails that came back and wait for a person, or were dealt with',
  request: { query: pageQuery.extend({ status: reply.shape.status.default('held') }) },
  responses: { 200: answer(listOf(replyView), 'A page of replies, oldest first'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/replies/{id}',
  tags,
  summary: 'One mail that came back',
  request: { params },
  responses: { 200: answer(replyView, 'The mail'), ...refusals },
})

const assign = createRoute({
  method: 'put',
  path: '/replies/{id}/assignee',
  tags,
  summary: 'Take a mail, give it to another coordinator, or put it back',
  request: { params, headers: ifMatch, ...body(assignmentInput) },
  responses: { 200: answer(replyView, 'The mail'), ...refusals, ...preconditions },
})

const close = createRoute({
  method: 'post',
  path: '/replies/{id}/closure',
  tags,
  summary: 'Say that a mail is dealt with, or why it need not be',
  request: { params, headers: ifMatch, ...body(replyClosure) },
  responses: { 200: answer(replyView, 'The mail'), ...refusals, ...preconditions },
})

const record = createRoute({
  method: 'post',
  path: '/replies/{id}/answer',
  tags,
  summary: 'Record what a mail says as its organization’s answer to the alert, and be done with it',
  request: {
    params,
    headers: ifMatch,
    ...body(answerInput.omit({ told: true }).meta({ id: 'ReplyAsAnswer' })),
  },
  responses: { 200: answer(replyView, 'The mail, closed'), ...refusals, ...preconditions },
})

const rsvp = createRoute({
  method: 'post',
  path: '/replies/{id}/rsvp',
  tags,
  summary: 'Record what a mail says as its contact’s answer to the meeting, and be done with it',
  request: { params, headers: ifMatch, ...body(mailedRsvp) },
  responses: { 200: answer(replyView, 'The mail, closed'), ...refusals, ...preconditions },
})

const pollAnswer = createRoute({
  method: 'post',
  path: '/replies/{id}/poll-answer',
  tags,
  summary: 'Record what a mail says as its contact’s answer to the date poll, and be done with it',
  request: { params, headers: ifMatch, ...body(mailedPollAnswer) },
  responses: { 200: answer(replyView, 'The mail, closed'), ...refusals, ...preconditions },
})

const participation = createRoute({
  method: 'post',
  path: '/replies/{id}/participation',
  tags,
  summary: 'Record what a mail says as its organization’s answer to the coalition, and be done with it',
  request: { params, headers: ifMatch, ...body(mailedParticipation) },
  responses: { 200: answer(replyView, 'The mail, closed'), ...refusals, ...preconditions },
})

export const replyRoutes = (api: Router) =>
  api
    .openapi(list, async (c) => {
      const { status, ...page } = c.req.valid('query')
      const { items, next } = await listReplies(c.var.deps, c.var.actor, { status, page: pageOf(c, page) })
      const { actor, deps } = c.var
      if (actor.kind === 'person') await noteAudit(deps, actor, { outcome: 'read', what: 'reply.list' })
      linkNext(c, next)
      return c.json({ items: items.map((item) => replyView.parse(item)) }, 200)
    })
    .openapi(read, async (c) => {
      const { actor, deps } = c.var
      const found = await readReply(deps, actor, c.req.valid('param').id)
      if (actor.kind === 'person') await noteAudit(deps, actor, { outcome: 'read', what: 'reply.list' })
      return sendOne(c, replyView, found)
    })
    .openapi(assign, async (c) => {
      const changed = await assignReply(c.var.deps, c.var.actor, {
        ...versioned(c.req.valid('param'), c.req.valid('header')),
        contactId: c.req.valid('json').contactId,
      })
      return sendOne(c, replyView, changed)
    })
    .openapi(close, async (c) => {
      const closed = await closeReply(c.var.deps, c.var.actor, {
        ...versioned(c.req.valid('param'), c.req.valid('header')),
        closure: c.req.valid('json'),
      })
      return sendOne(c, replyView, closed)
    })
    .openapi(record, async (c) => {
      const { reply: closed } = await answerByReply(c.var.deps, c.var.actor, {
        ...versioned(c.req.valid('param'), c.req.valid('header')),
        said: c.req.valid('json'),
      })
      return sendOne(c, replyView, closed)
    })
    .openapi(rsvp, async (c) => {
      const closed = await rsvpByReply(c.var.deps, c.var.actor, {
        ...versioned(c.req.valid('param'), c.req.valid('header')),
        said: c.req.valid('json'),
      })
      return sendOne(c, replyView, closed)
    })
    .openapi(pollAnswer, async (c) => {
      const closed = await pollAnswerByReply(c.var.deps, c.var.actor, {
        ...versioned(c.req.valid('param'), c.req.valid('header')),
        said: c.req.valid('json'),
      })
      return sendOne(c, replyView, closed)
    })
    .openapi(participation, async (c) => {
      const closed = await participationByReply(c.var.deps, c.var.actor, {
        ...versioned(c.req.valid('param'), c.req.valid('header')),
        said: c.req.valid('json'),
      })
      return sendOne(c, replyView, closed)
    })
