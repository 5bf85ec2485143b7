import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { confirmGrant, listGrants, proposeGrant, readGrant } from '../../../../shared/identity/give-grant.ts'
import { grant, grantKind } from '../../../../shared/identity/grants.ts'
import { withdrawGrant } from '../../../../shared/identity/withdraw-grant.ts'
import { idOf } from '../../../../shared/ids.ts'
import { pageOf, sendPage } from '../../http/answers.ts'
import { answer, body, idempotent, listOf, pageQuery, type Router, refusals } from '../../http/contract.ts'
import { once } from '../../http/idempotency.ts'
import { motionView } from './motions.ts'

const tags = ['grants']

const grantView = grant.meta({ id: 'Grant' })
const confirmedView = grant
  .extend({
    enrolmentCode: z.string().optional().meta({
      description: 'Shown once: the holder needs it to register a second factor. Hand it over, not by mail.',
    }),
  })
  .meta({ id: 'ConfirmedGrant' })
const grantPath = z.object({ contactId: idOf('contact'), kind: grantKind })

const grantInput = z
  .strictObject({ organizationId: idOf('organization'), contactId: idOf('contact'), kind: grantKind })
  .meta({ id: 'GrantInput' })

const list = createRoute({
  method: 'get',
  path: '/grants',
  tags,
  summary: 'Who is a coordinator or an approver, and who is proposed',
  request: { query: pageQuery.extend({ contactId: idOf('contact').optional() }) },
  responses: { 200: answer(listOf(grantView), 'A page of grants'), ...refusals },
})

const propose = createRoute({
  method: 'post',
  path: '/grants',
  tags,
  summary: 'Propose a coordinator or an approver',
  description: 'It counts once another coordinator has confirmed it.',
  request: { headers: idempotent, ...body(grantInput) },
  responses: { 201: answer(grantView, 'The proposal'), ...refusals },
})

const confirm = createRoute({
  method: 'post',
  path: '/grants/{contactId}/{kind}/confirmation',
  tags,
  summary: 'Confirm a proposal of another coordinator',
  description: 'Ends the sessions and tokens of the person, who signs in again with the new right.',
  request: { params: grantPath },
  responses: { 200: answer(confirmedView, 'The grant'), ...refusals },
})

const withdraw = createRoute({
  method: 'delete',
  path: '/grants/{contactId}/{kind}',
  tags,
  summary: 'Withdraw a grant or its proposal',
  description:
    'One’s own, or a proposal, at once. What another person holds is withdrawn when a second coordinator asks for the same. Never that of the last coordinator.',
  request: { params: grantPath },
  responses: {
    202: answer(motionView, 'It waits for a second coordinator'),
    204: { description: 'Withdrawn' },
    ...refusals,
  },
})

export const grantRoutes = (api: Router) =>
  api
    .openapi(list, async (c) => {
      const { contactId, ...page } = c.req.valid('query')
      const found = await listGrants(c.var.deps, c.var.actor, { contactId, ...pageOf(c, page) })
      return sendPage(c, grantView, found)
    })
    .openapi(propose, async (c) => {
      const input = c.req.valid('json')
      const proposed = await once(
        c,
        input,
        (deps) => proposeGrant(deps, c.var.actor, input),
        (deps) => readGrant(deps, c.var.actor, input),
      )
      c.header('Location', `/v1/grants/${proposed.contactId}/${proposed.kind}`)
      return c.json(grantView.parse(proposed), 201)
    })
    .openapi(confirm, async (c) => {
      const confirmed = await confirmGrant(c.var.deps, c.var.actor, c.req.valid('param'))
      return c.json(confirmedView.parse(confirmed), 200)
    })
    .openapi(withdraw, async (c) => {
      const motion = await withdrawGrant(c.var.deps, c.var.actor, c.req.valid('param'))
      return motion ? c.json(motionView.parse(motion), 202) : c.body(null, 204)
    })
