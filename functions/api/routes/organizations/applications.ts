import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { applyToJoin } from '../../../../shared/organizations/applications/apply.ts'
import {
  declineApplication,
  inviteApplicant,
  listApplications,
  readApplication,
} from '../../../../shared/organizations/applications/decide.ts'
import {
  application,
  applicationInput,
  refusalInput,
} from '../../../../shared/organizations/applications/schema.ts'
import { listPublicMembers } from '../../../../shared/organizations/read.ts'
import { organization } from '../../../../shared/organizations/schema.ts'
import { pageOf, sendOne, sendPage, versioned } from '../../http/answers.ts'
import {
  answer,
  body,
  ifMatch,
  listOf,
  pageQuery,
  preconditions,
  type Router,
  refusals,
} from '../../http/contract.ts'
import { sourceOf } from '../../http/source.ts'

const tags = ['organizations']
const params = z.object({ id: idOf('application') })
const applicationView = application.meta({ id: 'Application' })

const apply = createRoute({
  method: 'post',
  path: '/applications',
  tags,
  summary: 'Ask to join the alliance',
  description:
    'Held for coordinators. The answer is the same whatever is known of who asks, and nothing is mailed.',
  security: [],
  request: body(applicationInput),
  responses: {
    202: answer(z.object({ status: z.literal('accepted') }), 'Coordinators will read it'),
    ...refusals,
  },
})

const memberView = organization
  .pick({ name: true, class: true, country: true, website: true })
  .meta({ id: 'PublicMember' })

const members = createRoute({
  method: 'get',
  path: '/members',
  tags,
  summary: 'The members that have said that the public may see them',
  security: [],
  request: { query: pageQuery },
  responses: { 200: answer(listOf(memberView), 'A page of members, by country'), ...refusals },
})

/** What anybody may do: ask to join, and see who says that they have. */
export const joiningRoutes = (api: Router) =>
  api
    .openapi(apply, async (c) => {
      await applyToJoin(c.var.deps, { source: sourceOf(c), application: c.req.valid('json') })
      return c.json({ status: 'accepted' as const }, 202)
    })
    .openapi(members, async (c) =>
      sendPage(c, memberView, await listPublicMembers(c.var.deps, pageOf(c, c.req.valid('query')))),
    )

const list = createRoute({
  method: 'get',
  path: '/applications',
  tags,
  summary: 'Who asked to join',
  request: { query: pageQuery.extend({ status: application.shape.status.default('held') }) },
  responses: { 200: answer(listOf(applicationView), 'A page of applications, oldest first'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/applications/{id}',
  tags,
  summary: 'One application',
  request: { params },
  responses: { 200: answer(applicationView, 'The application'), ...refusals },
})

const invite = createRoute({
  method: 'post',
  path: '/applications/{id}/invitation',
  tags,
  summary: 'Invite who applied: they join when they say so by the mailed link',
  request: { params, headers: ifMatch },
  responses: { 200: answer(applicationView, 'The application, invited'), ...refusals, ...preconditions },
})

const decline = createRoute({
  method: 'post',
  path: '/applications/{id}/refusal',
  tags,
  summary: 'Do not invite who applied',
  request: {
    params,
    headers: ifMatch,
    ...body(refusalInput),
  },
  responses: { 200: answer(applicationView, 'The application, declined'), ...refusals, ...preconditions },
})

/** What coordinators make of who asked to join. */
export const applicationRoutes = (api: Router) =>
  api
    .openapi(list, async (c) => {
      const { status, ...page } = c.req.valid('query')
      const found = await listApplications(c.var.deps, c.var.actor, { status, page: pageOf(c, page) })
      return sendPage(c, applicationView, found)
    })
    .openapi(read, async (c) =>
      sendOne(c, applicationView, await readApplication(c.var.deps, c.var.actor, c.req.valid('param').id)),
    )
    .openapi(invite, async (c) => {
      const named = versioned(c.req.valid('param'), c.req.valid('header'))
      return sendOne(c, applicationView, await inviteApplicant(c.var.deps, c.var.actor, named))
    })
    .openapi(decline, async (c) => {
      const named = versioned(c.req.valid('param'), c.req.valid('header'))
      const given = { ...named, ...c.req.valid('json') }
      return sendOne(c, applicationView, await declineApplication(c.var.deps, c.var.actor, given))
    })
