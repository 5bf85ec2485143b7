import { createRoute } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { closeNews } from '../../../../shared/incoming/news/close.ts'
import { listNews, readNews } from '../../../../shared/incoming/news/read.ts'
import { receiveNews } from '../../../../shared/incoming/news/receive.ts'
import { incomingNews, newsClosureInput, newsInput } from '../../../../shared/incoming/news/schema.ts'
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
const params = z.object({ id: idOf('news') })
const newsView = incomingNews.meta({ id: 'IncomingNews' })

const receiptView = z
  .object({
    id: idOf('news'),
    /** Whether it had come before. */
    isKnown: z.boolean(),
  })
  .meta({ id: 'IncomingNewsReceipt' })

/** What was signed are these very bytes, not what is read from them. */
const keepBytes: MiddlewareHandler = async (c, next) => {
  await c.req.arrayBuffer()
  await next()
}

const receive = createRoute({
  method: 'post',
  path: '/hubs/{id}/news',
  tags,
  summary: 'For a trusted hub: news of an indicator, signed as Standard Webhooks 1.0.0 has it',
  description: 'The same identifier of the same hub again is the same news.',
  security: [],
  middleware: [keepBytes] as const,
  request: { params: z.object({ id: idOf('hub') }), headers: signatureHeaders, ...body(newsInput) },
  responses: { 202: answer(receiptView, 'It is held for a coordinator'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/incoming-news',
  tags,
  summary: 'What hubs have told of indicators, oldest first',
  request: { query: pageQuery.extend({ status: z.enum(['open', 'closed']).default('open') }) },
  responses: { 200: answer(listOf(newsView), 'A page of news'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/incoming-news/{id}',
  tags,
  summary: 'One piece of news of a hub',
  request: { params },
  responses: { 200: answer(newsView, 'The news'), ...refusals },
})

const close = createRoute({
  method: 'post',
  path: '/incoming-news/{id}/closure',
  tags,
  summary: "Put news into a situation's timeline, or dismiss it with a reason",
  request: { params, headers: ifMatch, ...body(newsClosureInput) },
  responses: { 200: answer(newsView, 'The news'), ...refusals, ...preconditions },
})

/** By a signature, not by a session: before the routes that need one. */
export const newsReceivingRoutes = (api: Router) =>
  api.openapi(receive, async (c) => {
    const signed = await signedBy(c, c.req.valid('header'))
    const { news, isKnown } = await receiveNews(
      c.var.deps,
      c.req.valid('param').id,
      signed,
      c.req.valid('json'),
    )
    return c.json({ id: news.id, isKnown }, 202)
  })

/** News that hubs have sent, held for a coordinator. */
export const incomingNewsRoutes = (api: Router) =>
  api
    .openapi(list, async (c) => {
      const { status, ...page } = c.req.valid('query')
      const found = await listNews(c.var.deps, c.var.actor, { status, page: pageOf(c, page) })
      return sendPage(c, newsView, found)
    })
    .openapi(read, async (c) =>
      sendOne(c, newsView, await readNews(c.var.deps, c.var.actor, c.req.valid('param').id)),
    )
    .openapi(close, async (c) => {
      const named = versioned(c.req.valid('param'), c.req.valid('header'))
      const given = { ...named, closure: c.req.valid('json') }
      return sendOne(c, newsView, await closeNews(c.var.deps, c.var.actor, given))
    })
