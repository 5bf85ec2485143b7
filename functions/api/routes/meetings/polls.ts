import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { slotView } from '../../../../shared/meetings/fairness.ts'
import { answerPollFor } from '../../../../shared/meetings/polls/answer.ts'
import { pollAnswer, pollAnswerInput, slotAnswer } from '../../../../shared/meetings/polls/answers.ts'
import { readPollBoard } from '../../../../shared/meetings/polls/board.ts'
import { callOffPoll, choosePollSlot } from '../../../../shared/meetings/polls/close.ts'
import { proposePoll } from '../../../../shared/meetings/polls/propose.ts'
import { listPolls, readPoll } from '../../../../shared/meetings/polls/read.ts'
import {
  poll,
  pollCallingOff,
  pollChoice,
  pollInput,
  pollSlot,
} from '../../../../shared/meetings/polls/schema.ts'
import type { Seat } from '../../../../shared/meetings/polls/tally.ts'
import { linkNext, optionalVersionOf, pageOf, sendMade, sendOne, sendPage } from '../../http/answers.ts'
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

const tags = ['meetings']
const pollPath = z.object({ id: idOf('poll') })
const pollView = poll.omit({ proposedBy: true, notificationId: true }).meta({ id: 'Poll' })
const stale = { 412: preconditions[412] }

const create = createRoute({
  method: 'post',
  path: '/polls',
  tags,
  summary: 'Propose times for a meeting, and ask everybody whom it would invite which suit them',
  request: { headers: idempotent, ...body(pollInput) },
  responses: { 201: answer(pollView, 'The new poll'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/polls',
  tags,
  summary: 'Polls, the last to close first',
  request: { query: pageQuery.extend({ coalitionId: idOf('coalition').optional() }) },
  responses: { 200: answer(listOf(pollView), 'A page of polls'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/polls/{id}',
  tags,
  summary: 'One poll',
  request: { params: pollPath },
  responses: { 200: answer(pollView, 'The poll'), ...refusals },
})

const { contactId, organizationId, answers, comment, answeredAt, by, told, earlier } = pollAnswer.shape
const answerView = z
  .object({ contactId, organizationId, answers, comment, answeredAt, by, told, earlier })
  .meta({ id: 'PollAnswer' })
const seatView = z
  .object({
    contactId,
    organizationId,
    answers: z.record(z.string(), slotAnswer).nullable(),
    comment,
    answeredAt: answeredAt.optional(),
    by: by.optional(),
    told,
  })
  .meta({ id: 'PollSeat', description: 'One contact asked; `answers` is null while they are silent' })

/** Organizations; one is counted by the best answer of its contacts. */
const tally = z.object({ yes: z.int(), ifNeedBe: z.int(), no: z.int(), silent: z.int() })
const boardView = listOf(seatView)
  .extend({
    slots: z.array(pollSlot.extend({ ...slotView.shape, tally, rank: z.int() })),
    /** The time that the rule would choose now. */
    suggestion: z.string().optional(),
  })
  .meta({ id: 'PollBoard' })

const board = createRoute({
  method: 'get',
  path: '/polls/{id}/answers',
  tags,
  summary: 'What was answered, and for each time the tally, whose night it is and its rank',
  request: { params: pollPath, query: pageQuery },
  responses: { 200: answer(boardView, 'A page of those asked, with all times'), ...refusals },
})

const respond = createRoute({
  method: 'put',
  path: '/polls/{id}/answers/{contactId}',
  tags,
  summary: "Answer for a contact of one's organization; for coordinators, record what another has told them",
  request: { params: pollPath.extend({ contactId: idOf('contact') }), ...body(pollAnswerInput) },
  responses: { 200: answer(answerView, 'The answer'), ...refusals },
})

const choose = createRoute({
  method: 'post',
  path: '/polls/{id}/choice',
  tags,
  summary: 'Close a poll with the time that is to be: the meeting is called',
  request: { params: pollPath, headers: ifMatch, ...body(pollChoice) },
  responses: { 200: answer(pollView, 'The poll, with its meeting'), ...refusals, ...stale },
})

const callOff = createRoute({
  method: 'post',
  path: '/polls/{id}/cancellation',
  tags,
  summary: 'Call a poll off, and tell those who were asked',
  request: { params: pollPath, headers: ifMatch, ...body(pollCallingOff) },
  responses: { 200: answer(pollView, 'The poll'), ...refusals, ...stale },
})

const seatOf = ({ answer: said, ...who }: Seat) => seatView.parse({ ...who, answers: null, ...said })

/** Date polls: which of some times suit those whom a meeting would invite. */
export const pollRoutes = (api: Router) =>
  api
    .openapi(create, async (c) => {
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        (deps) => proposePoll(deps, c.var.actor, input),
        (deps) => readPoll(deps, c.var.actor, deps.ids.next('poll')),
      )
      return sendMade(c, pollView, made)
    })
    .openapi(list, async (c) => {
      const { coalitionId: of, ...query } = c.req.valid('query')
      const listing = { coalitionId: of, page: pageOf(c, query) }
      return sendPage(c, pollView, await listPolls(c.var.deps, c.var.actor, listing))
    })
    .openapi(read, async (c) =>
      sendOne(c, pollView, await readPoll(c.var.deps, c.var.actor, c.req.valid('param').id)),
    )
    .openapi(board, async (c) => {
      const page = pageOf(c, c.req.valid('query'))
      const { id } = c.req.valid('param')
      const { items, next, slots, suggestion } = await readPollBoard(c.var.deps, c.var.actor, { id, page })
      linkNext(c, next)
      return c.json(boardView.parse({ items: items.map(seatOf), slots, suggestion }), 200)
    })
    .openapi(respond, async (c) => {
      const { id: pollId, contactId: of } = c.req.valid('param')
      const given = { pollId, contactId: of, said: c.req.valid('json') }
      return c.json(answerView.parse(await answerPollFor(c.var.deps, c.var.actor, given)), 200)
    })
    .openapi(choose, async (c) => {
      const { id } = c.req.valid('param')
      const version = optionalVersionOf(c.req.valid('header')['if-match'])
      const choosing = { id, version, choice: c.req.valid('json') }
      return sendOne(c, pollView, await choosePollSlot(c.var.deps, c.var.actor, choosing))
    })
    .openapi(callOff, async (c) => {
      const { id } = c.req.valid('param')
      const version = optionalVersionOf(c.req.valid('header')['if-match'])
      const callingOff = { id, version, ...c.req.valid('json') }
      return sendOne(c, pollView, await callOffPoll(c.var.deps, c.var.actor, callingOff))
    })
