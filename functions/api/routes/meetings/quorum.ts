import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { endProxy } from '../../../../shared/meetings/quorum/end.ts'
import { giveProxy } from '../../../../shared/meetings/quorum/give.ts'
import { readProxies, readQuorum } from '../../../../shared/meetings/quorum/read.ts'
import { proxy, proxyInput, quorumView } from '../../../../shared/meetings/quorum/schema.ts'
import { answer, body, listOf, type Router, refusals } from '../../http/contract.ts'

const tags = ['meetings']
const meetingPath = z.object({ id: idOf('meeting') })
const proxyPath = meetingPath.extend({ organizationId: idOf('organization') })

const standing = createRoute({
  method: 'get',
  path: '/meetings/{id}/quorum',
  tags,
  summary: 'How the quorum stands, counted by organization',
  request: { params: meetingPath },
  responses: { 200: answer(quorumView, 'How it stands now'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/meetings/{id}/proxies',
  tags,
  summary: 'Who speaks for whom; but for those who lead and coordinate, only what is one’s own',
  request: { params: meetingPath },
  responses: { 200: answer(listOf(proxy), 'All of them'), ...refusals },
})

const give = createRoute({
  method: 'put',
  path: '/meetings/{id}/proxies/{organizationId}',
  tags,
  summary: 'Ask another organization to speak for this one',
  request: { params: proxyPath, ...body(proxyInput) },
  responses: { 200: answer(proxy, 'Who speaks for it'), ...refusals },
})

const end = createRoute({
  method: 'delete',
  path: '/meetings/{id}/proxies/{organizationId}',
  tags,
  summary: 'Take that back, or decline to speak for it',
  request: { params: proxyPath },
  responses: { 204: { description: 'Nobody speaks for it' }, ...refusals },
})

/** Quorum and proxies. */
export const quorumRoutes = (api: Router) =>
  api
    .openapi(standing, async (c) =>
      c.json(quorumView.parse(await readQuorum(c.var.deps, c.var.actor, c.req.valid('param').id)), 200),
    )
    .openapi(list, async (c) => {
      const found = await readProxies(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.json({ items: found.map((item) => proxy.parse(item)) }, 200)
    })
    .openapi(give, async (c) => {
      const giving = { ...c.req.valid('param'), ...c.req.valid('json') }
      return c.json(proxy.parse(await giveProxy(c.var.deps, c.var.actor, giving)), 200)
    })
    .openapi(end, async (c) => {
      await endProxy(c.var.deps, c.var.actor, c.req.valid('param'))
      return c.body(null, 204)
    })
