import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { watcher } from '../../../../shared/justice/repository.ts'
import { listWatchers, unwatchCase, watchCase } from '../../../../shared/justice/watch.ts'
import { answer, listOf, type Router, refusals } from '../../http/contract.ts'

const tags = ['justice']
const params = z.object({
  id: idOf('case'),
  organizationId: idOf('organization'),
  contactId: idOf('contact'),
})
const watcherView = watcher.meta({ id: 'CaseWatcher' })

const watch = createRoute({
  method: 'put',
  path: '/cases/{id}/watchers/{organizationId}/{contactId}',
  tags,
  summary: 'Have a contact told of every change to a case',
  request: { params },
  responses: { 200: answer(watcherView, 'Who is told'), ...refusals },
})

const unwatch = createRoute({
  method: 'delete',
  path: '/cases/{id}/watchers/{organizationId}/{contactId}',
  tags,
  summary: 'Have a contact told no more',
  request: { params },
  responses: { 204: { description: 'Not told any more' }, ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/cases/{id}/watchers',
  tags,
  summary: "Who is told of changes: one's own, for coordinators everybody",
  request: { params: z.object({ id: idOf('case') }) },
  responses: { 200: answer(listOf(watcherView), 'Who is told'), ...refusals },
})

export const caseWatcherRoutes = (api: Router) =>
  api
    .openapi(watch, async (c) =>
      c.json(watcherView.parse(await watchCase(c.var.deps, c.var.actor, c.req.valid('param'))), 200),
    )
    .openapi(unwatch, async (c) => {
      await unwatchCase(c.var.deps, c.var.actor, c.req.valid('param'))
      return c.body(null, 204)
    })
    .openapi(list, async (c) => {
      const found = await listWatchers(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.json({ items: found.map((each) => watcherView.parse(each)) }, 200)
    })
