import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { DomainError } from '../../../../shared/errors.ts'
import { idOf } from '../../../../shared/ids.ts'
import { closeIncoming } from '../../../../shared/incoming/close.ts'
import { listIncoming, readIncoming } from '../../../../shared/incoming/read.ts'
import { receiveAlert } from '../../../../shared/incoming/receive.ts'
import { incomingAlert, incomingClosureInput } from '../../../../shared/incoming/schema.ts'
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
import { signatureHeaders, signedBy } from '../../http/signature.ts'

const tags = ['hubs']
const params = z.object({ id: idOf('incoming') })
const incomingView = incomingAlert.meta({ id: 'IncomingAlert' })

const receiptView = z
  .object({
    id: idOf('incoming'),
    /** Whether it had come before. */
    isKnown: z.boolean(),
  })
  .meta({ id: 'IncomingAlertReceipt' })

const xml = { schema: z.string().meta({ description: 'A message of CAP 1.2 in UTF-8, at most 256 kB' }) }
const types = [
  'application/cap+xml',
  'application/common-alerting-protocol+xml',
  'application/xml',
  'text/xml',
]

const receive = createRoute({
  method: 'post',
  path: '/hubs/{id}/alerts',
  tags,
  summary: 'For a trusted hub: hand on an alert, signed as Standard Webhooks 1.0.0 has it',
  description:
    'Read by every rule of CAP 1.2, and refused with the names of those it breaks. The same sender and identifier again are the same message.',
  security: [],
  request: {
    params: z.object({ id: idOf('hub') }),
    headers: signatureHeaders,
    body: { content: { 'application/cap+xml': xml }, required: true },
  },
  responses: {
    202: answer(receiptView, 'It is held for a coordinator'),
    ...refusals,
  },
})

const list = createRoute({
  method: 'get',
  path: '/incoming-alerts',
  tags,
  summary: 'What hubs have sent, oldest first',
  request: { query: pageQuery.extend({ status: z.enum(['open', 'closed']).default('open') }) },
  responses: { 200: answer(listOf(incomingView), 'A page of messages'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/incoming-alerts/{id}',
  tags,
  summary: 'One message of a hub',
  request: { params },
  responses: { 200: answer(incomingView, 'The message'), ...refusals },
})

const close = createRoute({
  method: 'post',
  path: '/incoming-alerts/{id}/closure',
  tags,
  summary: 'Make an indicator or a draft of a message, or dismiss it with a reason',
  request: { params, headers: ifMatch, ...body(incomingClosureInput) },
  responses: { 200: answer(incomingView, 'The message'), ...refusals, ...preconditions },
})

/** By a signature, not by a session: before the routes that need one. */
export const receivingRoutes = (api: Router) =>
  api.openapi(receive, async (c) => {
    const type = (c.req.header('Content-Type') ?? '').split(';')[0]!.trim().toLowerCase()
    if (!types.includes(type)) throw new DomainError('wrong-type', `Send one of ${types.join(', ')}.`)
    const signed = await signedBy(c, c.req.valid('header'))
    const { incoming, isKnown } = await receiveAlert(c.var.deps, c.req.valid('param').id, signed)
    return c.json({ id: incoming.id, isKnown }, 202)
  })

export const incomingAlertRoutes = (api: Router) =>
  api
    .openapi(list, async (c) => {
      const { status, ...page } = c.req.valid('query')
      const found = await listIncoming(c.var.deps, c.var.actor, { status, page: pageOf(c, page) })
      return sendPage(c, incomingView, found)
    })
    .openapi(read, async (c) =>
      sendOne(c, incomingView, await readIncoming(c.var.deps, c.var.actor, c.req.valid('param').id)),
    )
    .openapi(close, async (c) => {
      const closed = await closeIncoming(c.var.deps, c.var.actor, {
        ...versioned(c.req.valid('param'), c.req.valid('header')),
        closure: c.req.valid('json'),
      })
      return sendOne(c, incomingView, closed)
    })
