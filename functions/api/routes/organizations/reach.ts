import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { askContacts } from '../../../../shared/organizations/confirmation/begin.ts'
import { listUnreachable } from '../../../../shared/organizations/unreachable.ts'
import { linkNext, pageOf } from '../../http/answers.ts'
import { answer, listOf, pageQuery, type Router, refusals } from '../../http/contract.ts'

const tags = ['organizations']

const unreachable = z
  .object({
    organizationId: z.string(),
    name: z.string(),
    country: z.string(),
    reason: z.enum(['no-contacts', 'nobody-reachable', 'never-confirmed']),
  })
  .meta({ id: 'UnreachableOrganization' })

const list = createRoute({
  method: 'get',
  path: '/organizations/unreachable',
  tags,
  summary: 'Organizations in which nobody is reached, or nobody has said that they are the right one',
  request: { query: pageQuery },
  responses: {
    200: answer(listOf(unreachable), 'Those of a page of the roster: it may be none and lead on'),
    ...refusals,
  },
})

const ask = createRoute({
  method: 'post',
  path: '/organizations/confirmations',
  tags,
  summary: 'Begin to ask the contacts of the roster, in waves, whether they are the right ones',
  description: 'An import begins by itself. Each is asked again after half a year; who is discreet never is.',
  responses: { 204: { description: 'They are asked from the next hour on' }, ...refusals },
})

/** Reach, proven before the emergency. Before the routes of organizations, whose `{id}` would catch it. */
export const reachRoutes = (api: Router) =>
  api
    .openapi(list, async (c) => {
      const { items, next } = await listUnreachable(c.var.deps, c.var.actor, pageOf(c, c.req.valid('query')))
      linkNext(c, next)
      return c.json({ items }, 200)
    })
    .openapi(ask, async (c) => {
      await askContacts(c.var.deps, c.var.actor)
      return c.body(null, 204)
    })
