import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { endWaysIn } from '../../../../shared/organizations/ways-in/end.ts'
import { readWaysIn, waysIn } from '../../../../shared/organizations/ways-in/read.ts'
import { answer, type Router, refusals } from '../../http/contract.ts'

const tags = ['organizations']
const params = z.object({ id: idOf('organization'), contactId: idOf('contact') })
const path = '/organizations/{id}/contacts/{contactId}/ways-in'
const waysInView = waysIn.meta({ id: 'WaysIn' })

const read = createRoute({
  method: 'get',
  path,
  tags,
  summary:
    'How many sessions, tokens, calendar feeds and webhook endpoints a contact has, and since which day',
  description: 'Not where, when or by which program: that is for nobody but the person.',
  request: { params },
  responses: { 200: answer(waysInView, 'How many of each'), ...refusals },
})

const end = createRoute({
  method: 'delete',
  path,
  tags,
  summary:
    'End every session, token and calendar feed of a contact at once, and pause their webhook endpoints',
  description: 'They are told, and sign in again. Where the mailbox itself is not theirs, report it instead.',
  request: { params },
  responses: { 204: { description: 'Ended' }, ...refusals },
})

/** By what somebody else comes in, as far as a coordinator may know it. */
export const waysInRoutes = (api: Router) =>
  api
    .openapi(read, async (c) => {
      const { id: organizationId, contactId } = c.req.valid('param')
      const found = await readWaysIn(c.var.deps, c.var.actor, { organizationId, contactId })
      return c.json(waysInView.parse(found), 200)
    })
    .openapi(end, async (c) => {
      const { id: organizationId, contactId } = c.req.valid('param')
      await endWaysIn(c.var.deps, c.var.actor, { organizationId, contactId })
      return c.body(null, 204)
    })
