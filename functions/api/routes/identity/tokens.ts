import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import {
  createToken,
  listTokens,
  readToken,
  revokeToken,
  rotateToken,
  token,
  tokenInput,
  tokenRotation,
} from '../../../../shared/identity/tokens.ts'
import { idOf } from '../../../../shared/ids.ts'
import { madeAt, sendOne } from '../../http/answers.ts'
import { answer, body, idempotent, listOf, type Router, refusals } from '../../http/contract.ts'
import { secretOf } from '../../http/held.ts'
import { once } from '../../http/idempotency.ts'

const tags = ['identity']

const tokenView = token.meta({ id: 'Token' })
const newTokenView = token
  .extend({
    token: z.string().optional().meta({ description: 'Shown once; a repeated request answers without it' }),
  })
  .meta({ id: 'NewToken' })

const create = createRoute({
  method: 'post',
  path: '/tokens',
  tags,
  summary: 'Make a token for a program that acts for you',
  request: { headers: idempotent, ...body(tokenInput) },
  responses: { 201: answer(newTokenView, 'The new token'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/tokens',
  tags,
  summary: 'Your tokens, newest first; at most twenty',
  responses: { 200: answer(listOf(tokenView), 'All of them'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/tokens/{id}',
  tags,
  summary: 'One of your tokens, without its secret',
  request: { params: z.object({ id: idOf('token') }) },
  responses: { 200: answer(tokenView, 'The token'), ...refusals },
})

const rotate = createRoute({
  method: 'post',
  path: '/tokens/{id}/secret',
  tags,
  summary: 'A new secret; the old one counts along for a while',
  request: { params: z.object({ id: idOf('token') }), ...body(tokenRotation) },
  responses: { 200: answer(newTokenView, 'The token, with its new secret'), ...refusals },
})

const revoke = createRoute({
  method: 'delete',
  path: '/tokens/{id}',
  tags,
  summary: 'End a token at once',
  request: { params: z.object({ id: idOf('token') }) },
  responses: { 204: { description: 'Ended' }, ...refusals },
})

export const tokenRoutes = (api: Router) =>
  api
    .openapi(create, async (c) => {
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        (deps) => createToken(deps, c.var.actor, { input, with: secretOf(c) }),
        (deps) => readToken(deps, c.var.actor, deps.ids.next('token')),
      )
      madeAt(c, `/v1/tokens/${made.id}`, made.version)
      return c.json(newTokenView.parse(made), 201)
    })
    .openapi(list, async (c) => {
      const found = await listTokens(c.var.deps, c.var.actor)
      return c.json({ items: found.map((item) => tokenView.parse(item)) }, 200)
    })
    .openapi(read, async (c) =>
      sendOne(c, tokenView, await readToken(c.var.deps, c.var.actor, c.req.valid('param').id)),
    )
    .openapi(rotate, async (c) => {
      const renewal = { ...c.req.valid('json'), ...c.req.valid('param') }
      return sendOne(c, newTokenView, await rotateToken(c.var.deps, c.var.actor, renewal))
    })
    .openapi(revoke, async (c) => {
      await revokeToken(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.body(null, 204)
    })
