import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { createEndpoint } from '../../../../shared/webhooks/create.ts'
import { listAttempts, listEndpoints, readEndpoint } from '../../../../shared/webhooks/read.ts'
import { removeEndpoint } from '../../../../shared/webhooks/remove.ts'
import { replayEvents } from '../../../../shared/webhooks/replay.ts'
import { rotateSecret } from '../../../../shared/webhooks/rotate.ts'
import {
  attempt,
  type Endpoint,
  endpoint,
  endpointChange,
  endpointInput,
  replayInput,
} from '../../../../shared/webhooks/schema.ts'
import { testEndpoint } from '../../../../shared/webhooks/test.ts'
import { updateEndpoint } from '../../../../shared/webhooks/update.ts'
import { madeAt, pageOf, sendOne, sendPage, versioned, versionOf } from '../../http/answers.ts'
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
import { secretOf } from '../../http/held.ts'
import { once } from '../../http/idempotency.ts'

const tags = ['webhooks']
const params = z.object({ id: idOf('webhook') })

const endpointView = endpoint.omit({ ownerEpoch: true }).meta({ id: 'Webhook' })
const secret = z
  .string()
  .meta({ description: '`whsec_` and 32 bytes in base64. Shown here and never again.' })
const madeView = endpointView.extend({ secret: secret.optional() }).meta({
  id: 'NewWebhook',
  description: 'A repetition under the same Idempotency-Key answers without the secret',
})
const secretView = z
  .object({ id: idOf('webhook'), secret, previousSignsUntil: z.iso.datetime().optional() })
  .meta({ id: 'WebhookSecret' })
const attemptView = attempt.meta({ id: 'WebhookAttempt' })

const create = createRoute({
  method: 'post',
  path: '/webhooks',
  tags,
  summary: 'Listen to events at an endpoint of your own',
  request: { headers: idempotent, ...body(endpointInput) },
  responses: { 201: answer(madeView, 'The new endpoint with its secret'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/webhooks',
  tags,
  summary: 'The endpoints of your organization',
  request: { query: pageQuery },
  responses: { 200: answer(listOf(endpointView), 'A page of endpoints, the oldest first'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/webhooks/{id}',
  tags,
  summary: 'One endpoint',
  request: { params },
  responses: { 200: answer(endpointView, 'The endpoint'), ...refusals },
})

const update = createRoute({
  method: 'patch',
  path: '/webhooks/{id}',
  tags,
  summary: 'Change an endpoint, disable it or enable it again',
  request: { params, headers: ifMatch, ...body(endpointChange) },
  responses: { 200: answer(endpointView, 'The endpoint'), ...refusals, ...preconditions },
})

const remove = createRoute({
  method: 'delete',
  path: '/webhooks/{id}',
  tags,
  summary: 'Remove an endpoint',
  request: { params, headers: ifMatch },
  responses: { 204: { description: 'Removed' }, ...refusals, 412: preconditions[412] },
})

const test = createRoute({
  method: 'post',
  path: '/webhooks/{id}/test',
  tags,
  summary: 'Send this endpoint an event `webhook.tested`',
  request: { params },
  responses: {
    202: answer(z.object({ eventId: idOf('event') }), 'It is on its way; see the attempts'),
    ...refusals,
  },
})

const attempts = createRoute({
  method: 'get',
  path: '/webhooks/{id}/attempts',
  tags,
  summary: 'What was tried at this endpoint in the last 30 days',
  request: { params, query: pageQuery },
  responses: { 200: answer(listOf(attemptView), 'A page of attempts, the newest first'), ...refusals },
})

const replay = createRoute({
  method: 'post',
  path: '/webhooks/{id}/replay',
  tags,
  summary: 'Send once more: one event, or those of up to 31 days; they keep their ids',
  request: { params, ...body(replayInput) },
  responses: { 202: answer(z.object({ events: z.int() }), 'How many are on their way'), ...refusals },
})

const rotate = createRoute({
  method: 'post',
  path: '/webhooks/{id}/secret',
  tags,
  summary: 'A new secret; the old one signs along for 24 hours',
  request: { params },
  responses: { 200: answer(secretView, 'The new secret'), ...refusals },
})

export const webhookRoutes = (api: Router) =>
  api
    .openapi(create, async (c) => {
      const input = c.req.valid('json')
      const made = await once<Endpoint & { secret?: string }>(
        c,
        input,
        (deps) => createEndpoint(deps, c.var.actor, { ...input, with: secretOf(c) }),
        (deps) => readEndpoint(deps, c.var.actor, deps.ids.next('webhook')),
      )
      madeAt(c, `/v1/webhooks/${made.id}`, made.version)
      return c.json(madeView.parse(made), 201)
    })
    .openapi(list, async (c) => {
      const found = await listEndpoints(c.var.deps, c.var.actor, pageOf(c, c.req.valid('query')))
      return sendPage(c, endpointView, found)
    })
    .openapi(read, async (c) => {
      const found = await readEndpoint(c.var.deps, c.var.actor, c.req.valid('param').id)
      return sendOne(c, endpointView, found)
    })
    .openapi(update, async (c) => {
      const version = versionOf(c.req.valid('header')['if-match'])
      const { id } = c.req.valid('param')
      const input = { id, version, change: c.req.valid('json'), with: secretOf(c) }
      const changed = await updateEndpoint(c.var.deps, c.var.actor, input)
      return sendOne(c, endpointView, changed)
    })
    .openapi(remove, async (c) => {
      await removeEndpoint(c.var.deps, c.var.actor, versioned(c.req.valid('param'), c.req.valid('header')))
      return c.body(null, 204)
    })
    .openapi(test, async (c) =>
      c.json(await testEndpoint(c.var.deps, c.var.actor, c.req.valid('param').id), 202),
    )
    .openapi(attempts, async (c) => {
      const input = { id: c.req.valid('param').id, page: pageOf(c, c.req.valid('query')) }
      const found = await listAttempts(c.var.deps, c.var.actor, input)
      return sendPage(c, attemptView, found)
    })
    .openapi(replay, async (c) => {
      const input = { id: c.req.valid('param').id, what: c.req.valid('json') }
      return c.json(await replayEvents(c.var.deps, c.var.actor, input), 202)
    })
    .openapi(rotate, async (c) => {
      const rotated = await rotateSecret(c.var.deps, c.var.actor, c.req.valid('param'))
      return c.json(secretView.parse(rotated), 200)
    })
