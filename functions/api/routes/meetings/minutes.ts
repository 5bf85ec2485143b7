import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { readAttendance, recordAttendance } from '../../../../shared/meetings/minutes/attend.ts'
import { publishMinutes } from '../../../../shared/meetings/minutes/publish.ts'
import {
  attendance,
  attendanceInput,
  minutes,
  minutesInput,
} from '../../../../shared/meetings/minutes/schema.ts'
import { readMinutes, writeMinutes } from '../../../../shared/meetings/minutes/write.ts'
import { optionalVersionOf, sendOne } from '../../http/answers.ts'
import { answer, body, ifMatch, preconditions, type Router, refusals } from '../../http/contract.ts'

const tags = ['meetings']
const params = z.object({ id: idOf('meeting') })
const changes = { ...refusals, 412: preconditions[412] }

const attendanceView = attendance.omit({ by: true }).meta({ id: 'Attendance' })
const minutesView = minutes.omit({ createdAt: true, updatedAt: true }).meta({ id: 'Minutes' })

const readPresent = createRoute({
  method: 'get',
  path: '/meetings/{id}/attendance',
  tags,
  summary: 'Who is there',
  request: { params },
  responses: { 200: answer(attendanceView, 'Who is there'), ...refusals },
})

const sayPresent = createRoute({
  method: 'put',
  path: '/meetings/{id}/attendance',
  tags,
  summary: 'Say who is there, once the meeting has begun',
  request: { params, headers: ifMatch, ...body(attendanceInput) },
  responses: { 200: answer(attendanceView, 'Who is there'), ...changes },
})

const read = createRoute({
  method: 'get',
  path: '/meetings/{id}/minutes',
  tags,
  summary: 'The minutes; those who keep them see the draft',
  request: { params },
  responses: { 200: answer(minutesView, 'The minutes'), ...refusals },
})

const write = createRoute({
  method: 'put',
  path: '/meetings/{id}/minutes',
  tags,
  summary: 'Write the minutes, or write them anew',
  request: { params, headers: ifMatch, ...body(minutesInput) },
  responses: { 200: answer(minutesView, 'The draft'), ...changes },
})

const publish = createRoute({
  method: 'post',
  path: '/meetings/{id}/minutes/publication',
  tags,
  summary: 'Mail the minutes and what was decided to those invited',
  request: { params, headers: ifMatch },
  responses: { 200: answer(minutesView, 'The minutes as published'), ...changes },
})

/** Who was there, and the minutes. */
export const minutesRoutes = (api: Router) =>
  api
    .openapi(readPresent, async (c) => {
      const found = await readAttendance(c.var.deps, c.var.actor, c.req.valid('param').id)
      return sendOne(c, attendanceView, found)
    })
    .openapi(sayPresent, async (c) => {
      const { id } = c.req.valid('param')
      const version = optionalVersionOf(c.req.valid('header')['if-match'])
      const input = c.req.valid('json')
      const said = await recordAttendance(c.var.deps, c.var.actor, { id, version, input })
      return sendOne(c, attendanceView, said)
    })
    .openapi(read, async (c) => {
      const found = await readMinutes(c.var.deps, c.var.actor, c.req.valid('param').id)
      return sendOne(c, minutesView, found)
    })
    .openapi(write, async (c) => {
      const { id } = c.req.valid('param')
      const version = optionalVersionOf(c.req.valid('header')['if-match'])
      const draft = await writeMinutes(c.var.deps, c.var.actor, { id, version, input: c.req.valid('json') })
      return sendOne(c, minutesView, draft)
    })
    .openapi(publish, async (c) => {
      const { id } = c.req.valid('param')
      const version = optionalVersionOf(c.req.valid('header')['if-match'])
      const published = await publishMinutes(c.var.deps, c.var.actor, { id, version })
      return sendOne(c, minutesView, published)
    })
