import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { localTime } from '../../../../shared/meetings/schema.ts'
import { listOccurrences } from '../../../../shared/meetings/series/read.ts'
import { recurrence } from '../../../../shared/meetings/series/schema.ts'
import { setApart } from '../../../../shared/meetings/series/take-out.ts'
import { linkNext, pageOf, sendOne } from '../../http/answers.ts'
import { answer, listOf, pageQuery, type Router, refusals } from '../../http/contract.ts'
import { meetingView, moment } from './meetings.ts'

const tags = ['meetings']
const params = z.object({ id: idOf('meeting') })

const occurrenceView = z
  .object({
    /** Its start as the rule has it, on the clock of the series. */
    recurrenceId: z.string(),
    startsAtUtc: z.iso.datetime(),
    endsAtUtc: z.iso.datetime(),
    status: z.enum(['planned', 'moved', 'cancelled']),
    /** Where a clock change skips or repeats the time that the rule has: what it means. */
    clockChange: recurrence.shape.clockChanges.element.optional(),
    /** Of one that stands apart from the series. */
    meetingId: idOf('meeting').optional(),
  })
  .meta({ id: 'SeriesOccurrence' })

const list = createRoute({
  method: 'get',
  path: '/meetings/{id}/occurrences',
  tags,
  summary: 'The meetings of a series, with what became of each',
  request: {
    params,
    query: pageQuery.extend({
      from: moment('00:00:00.000').optional(),
      to: moment('23:59:59.999').optional(),
    }),
  },
  responses: { 200: answer(listOf(occurrenceView), 'A page of meetings'), ...refusals },
})

const setOneApart = createRoute({
  method: 'put',
  path: '/meetings/{id}/occurrences/{recurrenceId}',
  tags,
  summary: 'One meeting of a series as a meeting of its own, to answer, change or cancel it alone',
  request: { params: params.extend({ recurrenceId: localTime }) },
  responses: { 200: answer(meetingView, 'The meeting'), ...refusals },
})

/** Meetings of a series. */
export const occurrenceRoutes = (api: Router) =>
  api
    .openapi(list, async (c) => {
      const { from, to, ...query } = c.req.valid('query')
      const asking = { id: c.req.valid('param').id, span: { from, to }, page: pageOf(c, query) }
      const { items, next } = await listOccurrences(c.var.deps, c.var.actor, asking)
      linkNext(c, next)
      return c.json({ items }, 200)
    })
    .openapi(setOneApart, async (c) =>
      sendOne(c, meetingView, await setApart(c.var.deps, c.var.actor, c.req.valid('param'))),
    )
