import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { feed, feedInput } from '../../../../shared/meetings/calendar-feeds/schema.ts'
import {
  listFeeds,
  readFeed,
  subscribe,
  unsubscribe,
} from '../../../../shared/meetings/calendar-feeds/subscribe.ts'
import { answer, body, idempotent, listOf, type Router, refusals } from '../../http/contract.ts'
import { once } from '../../http/idempotency.ts'

const tags = ['meetings']
const feedView = feed.meta({ id: 'CalendarFeed' })
const newFeedView = feed
  .extend({
    url: z.string().optional().meta({ description: 'Told once; a repeated request answers without it' }),
  })
  .meta({ id: 'NewCalendarFeed' })

const make = createRoute({
  method: 'post',
  path: '/calendar-feeds',
  tags,
  summary: 'Make a private address under which a calendar finds your meetings, or those of one coalition',
  request: { headers: idempotent, ...body(feedInput) },
  responses: { 201: answer(newFeedView, 'The subscription'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/calendar-feeds',
  tags,
  summary: 'Your subscriptions; at most ten',
  responses: { 200: answer(listOf(feedView), 'All of them'), ...refusals },
})

const end = createRoute({
  method: 'delete',
  path: '/calendar-feeds/{id}',
  tags,
  summary: 'End a subscription at once',
  request: { params: z.object({ id: idOf('calendar') }) },
  responses: { 204: { description: 'Ended' }, ...refusals },
})

/** Private addresses of calendars. */
export const calendarFeedRoutes = (api: Router) =>
  api
    .openapi(make, async (c) => {
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        (deps) => subscribe(deps, c.var.actor, input),
        (deps) => readFeed(deps, c.var.actor, deps.ids.next('calendar')),
      )
      c.header('Location', `/v1/calendar-feeds/${made.id}`)
      return c.json(newFeedView.parse(made), 201)
    })
    .openapi(list, async (c) => {
      const found = await listFeeds(c.var.deps, c.var.actor)
      return c.json({ items: found.map((item) => feedView.parse(item)) }, 200)
    })
    .openapi(end, async (c) => {
      await unsubscribe(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.body(null, 204)
    })
