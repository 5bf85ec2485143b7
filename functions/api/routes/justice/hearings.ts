import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { calendarOfCase } from '../../../../shared/justice/hearings/calendar.ts'
import {
  changeHearing,
  listHearings,
  readHearing,
  scheduleHearing,
} from '../../../../shared/justice/hearings/schedule.ts'
import { hearing, hearingChange, hearingInput } from '../../../../shared/justice/hearings/schema.ts'
import { pageOf, sendMade, sendOne, sendPage, versionOf } from '../../http/answers.ts'
import { calendarFile } from '../../http/calendar-file.ts'
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
import { acceptedLanguages } from '../../http/language.ts'

const tags = ['justice']
const casePath = z.object({ id: idOf('case') })
const params = z.object({ id: idOf('case'), hearingId: idOf('hearing') })
const hearingView = hearing.meta({ id: 'Hearing' })

const schedule = createRoute({
  method: 'post',
  path: '/cases/{id}/hearings',
  tags,
  summary: 'Enter a hearing',
  request: { params: casePath, headers: idempotent, ...body(hearingInput) },
  responses: { 201: answer(hearingView, 'The new hearing'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/cases/{id}/hearings',
  tags,
  summary: 'The hearings of a case, the earliest first',
  request: { params: casePath, query: pageQuery },
  responses: { 200: answer(listOf(hearingView), 'A page of hearings'), ...refusals },
})

const change = createRoute({
  method: 'patch',
  path: '/cases/{id}/hearings/{hearingId}',
  tags,
  summary: 'Move a hearing, call it off, or say more of it',
  request: { params, headers: ifMatch, ...body(hearingChange) },
  responses: { 200: answer(hearingView, 'The hearing'), ...refusals, ...preconditions },
})

const read = createRoute({
  method: 'get',
  path: '/cases/{id}/hearings/{hearingId}',
  tags,
  summary: 'One hearing',
  request: { params },
  responses: { 200: answer(hearingView, 'The hearing'), ...refusals },
})

const calendar = createRoute({
  method: 'get',
  path: '/cases/{id}/hearings.ics',
  tags,
  summary: 'The hearings of a case as a calendar',
  request: { params: casePath },
  responses: {
    200: { description: 'The calendar', content: { 'text/calendar': { schema: z.string() } } },
    ...refusals,
  },
})

export const hearingRoutes = (api: Router) =>
  api
    .openapi(schedule, async (c) => {
      const { id: caseId } = c.req.valid('param')
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        (deps) => scheduleHearing(deps, c.var.actor, { caseId, input }),
        (deps) => readHearing(deps, c.var.actor, { caseId, id: deps.ids.next('hearing') }),
      )
      return sendMade(c, hearingView, made)
    })
    .openapi(list, async (c) => {
      const { id: caseId } = c.req.valid('param')
      const page = pageOf(c, c.req.valid('query'))
      return sendPage(c, hearingView, await listHearings(c.var.deps, c.var.actor, { caseId, page }))
    })
    .openapi(read, async (c) => {
      const { id: caseId, hearingId: id } = c.req.valid('param')
      return sendOne(c, hearingView, await readHearing(c.var.deps, c.var.actor, { caseId, id }))
    })
    .openapi(change, async (c) => {
      const { id: caseId, hearingId: id } = c.req.valid('param')
      const version = versionOf(c.req.valid('header')['if-match'])
      const changed = await changeHearing(c.var.deps, c.var.actor, {
        caseId,
        id,
        version,
        change: c.req.valid('json'),
      })
      return sendOne(c, hearingView, changed)
    })
    .openapi(calendar, async (c) => {
      const languages = acceptedLanguages(c.req.header('Accept-Language'))
      const { id } = c.req.valid('param')
      return calendarFile(c, await calendarOfCase(c.var.deps, c.var.actor, { id, languages }))
    })
