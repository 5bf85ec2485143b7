import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import {
  createHub,
  listHubs,
  readHub,
  removeHub,
  rotateHubSecret,
  updateHub,
} from '../../../../shared/incoming/hubs.ts'
import { hub, hubChange, hubInput } from '../../../../shared/incoming/schema.ts'
import { pageOf, sendMade, sendOne, sendPage, versioned, versionOf } from '../../http/answers.ts'
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

const tags = ['hubs']
const params = z.object({ id: idOf('hub') })

const hubView = hub.meta({ id: 'Hub' })
const secret = z
  .string()
  .meta({ description: '`whsec_` and 32 bytes in base64. Shown here and never again.' })
const madeView = hubView.extend({ secret: secret.optional() }).meta({
  id: 'NewHub',
  description: 'A repetition under the same Idempotency-Key answers without the secret',
})
const secretView = z
  .object({ id: idOf('hub'), secret, previousCountsUntil: z.iso.datetime().optional() })
  .meta({ id: 'HubSecret' })

const create = createRoute({
  method: 'post',
  path: '/hubs',
  tags,
  summary: 'Trust a hub: take alerts of named senders from it, signed with the secret that this answers',
  request: { headers: idempotent, ...body(hubInput) },
  responses: { 201: answer(madeView, 'The hub with its secret'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/hubs',
  tags,
  summary: 'The hubs that are trusted, the oldest first',
  request: { query: pageQuery },
  responses: { 200: answer(listOf(hubView), 'A page of hubs'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/hubs/{id}',
  tags,
  summary: 'One hub',
  request: { params },
  responses: { 200: answer(hubView, 'The hub'), ...refusals },
})

const update = createRoute({
  method: 'patch',
  path: '/hubs/{id}',
  tags,
  summary: 'Change the name or the senders of a hub, or disable it',
  request: { params, headers: ifMatch, ...body(hubChange) },
  responses: { 200: answer(hubView, 'The hub'), ...refusals, ...preconditions },
})

const remove = createRoute({
  method: 'delete',
  path: '/hubs/{id}',
  tags,
  summary: 'Trust a hub no more; what it has sent stays',
  request: { params, headers: ifMatch },
  responses: { 204: { description: 'Removed' }, ...refusals, 412: preconditions[412] },
})

const rotate = createRoute({
  method: 'post',
  path: '/hubs/{id}/secret',
  tags,
  summary: 'A new secret for a hub; the old one counts along for a day',
  request: { params },
  responses: { 200: answer(secretView, 'The new secret'), ...refusals },
})

/** Hubs that are trusted to send alerts of others. */
export const hubRoutes = (api: Router) =>
  api
    .openapi(create, async (c) => {
      const input = c.req.valid('json')
      const made = await once<z.input<typeof madeView>>(
        c,
        input,
        (deps) => createHub(deps, c.var.actor, input),
        (deps) => readHub(deps, c.var.actor, deps.ids.next('hub')),
      )
      return sendMade(c, madeView, made)
    })
    .openapi(list, async (c) =>
      sendPage(c, hubView, await listHubs(c.var.deps, c.var.actor, pageOf(c, c.req.valid('query')))),
    )
    .openapi(read, async (c) =>
      sendOne(c, hubView, await readHub(c.var.deps, c.var.actor, c.req.valid('param').id)),
    )
    .openapi(update, async (c) => {
      const version = versionOf(c.req.valid('header')['if-match'])
      const input = { id: c.req.valid('param').id, version, change: c.req.valid('json') }
      return sendOne(c, hubView, await updateHub(c.var.deps, c.var.actor, input))
    })
    .openapi(remove, async (c) => {
      await removeHub(c.var.deps, c.var.actor, versioned(c.req.valid('param'), c.req.valid('header')))
      return c.body(null, 204)
    })
    .openapi(rotate, async (c) =>
      c.json(secretView.parse(await rotateHubSecret(c.var.deps, c.var.actor, c.req.valid('param').id)), 200),
    )
