import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { listEvents } from '../../../../shared/events/read.ts'
import { event } from '../../../../shared/events/schema.ts'
import { pageOf, sendPage } from '../../http/answers.ts'
import { answer, listOf, pageQuery, type Router, refusals } from '../../http/contract.ts'

const eventView = event.omit({ audience: true, notifications: true }).meta({ id: 'Event' })

const list = createRoute({
  method: 'get',
  path: '/events',
  tags: ['events'],
  summary: 'What has happened, oldest first',
  description: 'Of one subject, or of one day in UTC; of today where neither is asked for.',
  request: {
    query: pageQuery.extend({
      subject: z.string().min(1).max(100).optional().meta({ description: 'The id of what it happened to' }),
      day: z.iso
        .date()
        .optional()
        .meta({ examples: ['2026-12-01'] }),
      by: z
        .string()
        .min(1)
        .max(100)
        .optional()
        .meta({ description: 'The id of the contact or organization that did it' }),
      type: z
        .string()
        .min(1)
        .max(100)
        .optional()
        .meta({
          description: 'A type, or its part before the point for all of them',
          examples: ['alert.issued', 'alert'],
        }),
    }),
  },
  responses: { 200: answer(listOf(eventView), 'A page of events'), ...refusals },
})

export const eventRoutes = (api: Router) =>
  api.openapi(list, async (c) => {
    const { subject, day, by, type, ...page } = c.req.valid('query')
    const found = await listEvents(c.var.deps, c.var.actor, {
      filter: { subject, day, by, type },
      page: pageOf(c, page),
    })
    return sendPage(c, eventView, found)
  })
