import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { callMeeting } from '../../../../shared/meetings/call.ts'
import { cancelMeeting } from '../../../../shared/meetings/cancel.ts'
import { listMeetings, readMeeting } from '../../../../shared/meetings/read.ts'
import {
  cancellationInput,
  meeting,
  meetingChange,
  meetingInput,
} from '../../../../shared/meetings/schema.ts'
import { occurrence, recurrence } from '../../../../shared/meetings/series/schema.ts'
import { updateMeeting } from '../../../../shared/meetings/update.ts'
import { instant } from '../../../../shared/text.ts'
import { optionalVersionOf, pageOf, sendMade, sendOne, sendPage, versionOf } from '../../http/answers.ts'
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
const meetingPath = z.object({ id: idOf('meeting') })

/** What callers see of a meeting; how its invitations went out is its own affair. */
export const meetingView = meeting
  .omit({
    calledBy: true,
    timeSequence: true,
    formerStarts: true,
    notificationIds: true,
    additions: true,
    rosters: true,
    withdrawn: true,
    minutesEdition: true,
  })
  .extend({
    recurrence: recurrence.omit({ since: true, told: true }).optional(),
    occurrence: occurrence.pick({ seriesId: true, recurrenceId: true }).optional(),
  })
  .meta({ id: 'Meeting' })

/** Bounds of a list: years beyond what sorts as text are as good as the last one. */
export const moment = (timeOfDay: string) =>
  z
    .union([instant, z.iso.date()], 'is neither a date nor a date and time with offset')
    .transform((value) => new Date(value.includes('T') ? value : `${value}T${timeOfDay}Z`).toISOString())
    .transform((value) => (value.startsWith('+') ? '9999-12-31T23:59:59.999Z' : value))
    .meta({ type: 'string' })

const create = createRoute({
  method: 'post',
  path: '/meetings',
  tags,
  summary: 'Call a meeting of a coalition, or of the whole alliance, and invite everybody there',
  request: { headers: idempotent, ...body(meetingInput) },
  responses: { 201: answer(meetingView, 'The new meeting'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/meetings',
  tags,
  summary: 'Meetings by start',
  request: {
    query: pageQuery.extend({
      coalitionId: idOf('coalition').optional(),
      from: moment('00:00:00.000').optional(),
      to: moment('23:59:59.999').optional(),
    }),
  },
  responses: { 200: answer(listOf(meetingView), 'A page of meetings'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/meetings/{id}',
  tags,
  summary: 'One meeting',
  request: { params: meetingPath },
  responses: { 200: answer(meetingView, 'The meeting'), ...refusals },
})

const update = createRoute({
  method: 'patch',
  path: '/meetings/{id}',
  tags,
  summary: 'Change a meeting; who was invited is told what their mail showed otherwise',
  request: { params: meetingPath, headers: ifMatch, ...body(meetingChange) },
  responses: { 200: answer(meetingView, 'The meeting'), ...refusals, ...preconditions },
})

const cancel = createRoute({
  method: 'post',
  path: '/meetings/{id}/cancellation',
  tags,
  summary: 'Call a meeting off',
  request: { params: meetingPath, headers: ifMatch, ...body(cancellationInput) },
  responses: { 200: answer(meetingView, 'The cancelled meeting'), ...refusals, 412: preconditions[412] },
})

export const meetingRoutes = (api: Router) =>
  api
    .openapi(create, async (c) => {
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        (deps) => callMeeting(deps, c.var.actor, input),
        (deps) => readMeeting(deps, c.var.actor, deps.ids.next('meeting')),
      )
      return sendMade(c, meetingView, made)
    })
    .openapi(list, async (c) => {
      const { coalitionId: of, from, to, ...page } = c.req.valid('query')
      const listing = { coalitionId: of, span: { from, to }, page: pageOf(c, page) }
      const found = await listMeetings(c.var.deps, c.var.actor, listing)
      return sendPage(c, meetingView, found)
    })
    .openapi(read, async (c) => {
      const found = await readMeeting(c.var.deps, c.var.actor, c.req.valid('param').id)
      return sendOne(c, meetingView, found)
    })
    .openapi(update, async (c) => {
      const { id } = c.req.valid('param')
      const version = versionOf(c.req.valid('header')['if-match'])
      const changed = await updateMeeting(c.var.deps, c.var.actor, {
        id,
        version,
        change: c.req.valid('json'),
      })
      return sendOne(c, meetingView, changed)
    })
    .openapi(cancel, async (c) => {
      const { id } = c.req.valid('param')
      const version = optionalVersionOf(c.req.valid('header')['if-match'])
      const ended = await cancelMeeting(c.var.deps, c.var.actor, { id, version, ...c.req.valid('json') })
      return sendOne(c, meetingView, ended)
    })
