import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { notFound } from '../../../../shared/errors.ts'
import { idOf } from '../../../../shared/ids.ts'
import {
  allowExport,
  listExports,
  type Permission,
  permission,
  withdrawExport,
} from '../../../../shared/takeout/permission.ts'
import { answer, idempotent, listOf, type Router, refusals } from '../../http/contract.ts'
import { once } from '../../http/idempotency.ts'

const tags = ['exports']

const permissionView = permission
  .omit({ expiresAt: true })
  .extend({ usableUntil: z.iso.datetime() })
  .meta({ id: 'ExportPermission' })

const viewOf = ({ expiresAt, ...given }: Permission) =>
  permissionView.parse({ ...given, usableUntil: new Date(expiresAt * 1000).toISOString() })

const allow = createRoute({
  method: 'post',
  path: '/exports',
  tags,
  summary: 'Allow everything the alliance has to be taken out into a file',
  description:
    'Once, and within a day, by whoever runs the installation (`npm run export`): no session reaches that much by itself. Every other coordinator is told at once.',
  request: { headers: idempotent },
  responses: { 201: answer(permissionView, 'What stands until it is used or withdrawn'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/exports',
  tags,
  summary: 'Permissions to take everything out that still stand',
  responses: { 200: answer(listOf(permissionView), 'All of them'), ...refusals },
})

const withdraw = createRoute({
  method: 'delete',
  path: '/exports/{id}',
  tags,
  summary: 'Withdraw a permission to take everything out',
  request: { params: z.object({ id: idOf('export') }) },
  responses: { 204: { description: 'Withdrawn' }, ...refusals },
})

/** Taking everything out, as far as coordinators have a say in it. */
export const exportRoutes = (api: Router) =>
  api
    .openapi(allow, async (c) => {
      const given = await once(
        c,
        {},
        (deps) => allowExport(deps, c.var.actor),
        async (deps) => {
          const id = deps.ids.next('export')
          const found = (await listExports(deps, c.var.actor)).find((each) => each.id === id)
          if (!found) throw notFound('export')
          return found
        },
      )
      c.header('Location', `/v1/exports/${given.id}`)
      return c.json(viewOf(given), 201)
    })
    .openapi(list, async (c) => {
      const found = await listExports(c.var.deps, c.var.actor)
      return c.json({ items: found.map(viewOf) }, 200)
    })
    .openapi(withdraw, async (c) => {
      await withdrawExport(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.body(null, 204)
    })
