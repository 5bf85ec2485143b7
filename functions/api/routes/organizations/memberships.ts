import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { leaveAlliance, suspendOrganization } from '../../../../shared/organizations/membership/end.ts'
import { inviteAgain, withdrawInvitation } from '../../../../shared/organizations/membership/invite.ts'
import { departureInput, suspensionInput } from '../../../../shared/organizations/membership/reasons.ts'
import { reinstateOrganization } from '../../../../shared/organizations/membership/reinstate.ts'
import { asSeenBy, listAbsent } from '../../../../shared/organizations/read.ts'
import { absence } from '../../../../shared/organizations/schema.ts'
import { pageOf, sendOne, sendPage } from '../../http/answers.ts'
import { answer, body, listOf, pageQuery, type Router, refusals } from '../../http/contract.ts'
import { organizationView } from './view.ts'

const tags = ['organizations']
const params = z.object({ id: idOf('organization') })

const absent = createRoute({
  method: 'get',
  path: '/organizations/absent',
  tags,
  summary: 'Organizations that are invited, suspended or gone',
  request: { query: pageQuery.extend({ status: absence.default('suspended') }) },
  responses: { 200: answer(listOf(organizationView), 'A page of organizations'), ...refusals },
})

const suspend = createRoute({
  method: 'put',
  path: '/organizations/{id}/suspension',
  tags,
  summary: 'Keep an organization from everything',
  description:
    'Its sessions, links, tokens, feeds and mails stop at once; what was recorded of it stays. Its contacts and every coordinator are told.',
  request: { params, ...body(suspensionInput) },
  responses: { 200: answer(organizationView, 'The organization, suspended'), ...refusals },
})

const reinstate = createRoute({
  method: 'delete',
  path: '/organizations/{id}/suspension',
  tags,
  summary: 'Give a suspended organization its part back',
  request: { params },
  responses: { 200: answer(organizationView, 'The organization, as it was'), ...refusals },
})

const leave = createRoute({
  method: 'post',
  path: '/organizations/{id}/departure',
  tags,
  summary: 'Leave the alliance',
  description:
    'By anybody of the organization; it leaves every coalition too. Only an invitation brings it back.',
  request: { params, ...body(departureInput) },
  responses: { 204: { description: 'Gone; this session has ended' }, ...refusals },
})

const invite = createRoute({
  method: 'post',
  path: '/organizations/{id}/invitation',
  tags,
  summary: 'Ask an organization that has left to come back, or mail an invitation anew',
  request: { params },
  responses: { 200: answer(organizationView, 'The organization, invited'), ...refusals },
})

const uninvite = createRoute({
  method: 'delete',
  path: '/organizations/{id}/invitation',
  tags,
  summary: 'Take an invitation back that nobody has accepted',
  request: { params },
  responses: { 200: answer(organizationView, 'The organization, not invited any more'), ...refusals },
})

/** An organization's part in the alliance, from its invitation to its leaving. */
export const membershipRoutes = (api: Router) =>
  api
    .openapi(absent, async (c) => {
      const { status, ...page } = c.req.valid('query')
      return sendPage(
        c,
        organizationView,
        await listAbsent(c.var.deps, c.var.actor, { status, page: pageOf(c, page) }),
      )
    })
    .openapi(suspend, async (c) => {
      const { deps, actor } = c.var
      const { id } = c.req.valid('param')
      const found = await suspendOrganization(deps, actor, { id, ...c.req.valid('json') })
      return sendOne(c, organizationView, asSeenBy(actor, found))
    })
    .openapi(reinstate, async (c) => {
      const { deps, actor } = c.var
      const found = await reinstateOrganization(deps, actor, c.req.valid('param').id)
      return sendOne(c, organizationView, asSeenBy(actor, found))
    })
    .openapi(leave, async (c) => {
      const { id } = c.req.valid('param')
      await leaveAlliance(c.var.deps, c.var.actor, { id, ...c.req.valid('json') })
      return c.body(null, 204)
    })
    .openapi(invite, async (c) => {
      const { deps, actor } = c.var
      const found = await inviteAgain(deps, actor, c.req.valid('param').id)
      return sendOne(c, organizationView, asSeenBy(actor, found))
    })
    .openapi(uninvite, async (c) => {
      const { deps, actor } = c.var
      const found = await withdrawInvitation(deps, actor, c.req.valid('param').id)
      return sendOne(c, organizationView, asSeenBy(actor, found))
    })
