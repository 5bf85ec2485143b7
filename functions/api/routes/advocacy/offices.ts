import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import {
  addOffice,
  changeOffice,
  listOffices,
  readOffice,
  removeOffice,
} from '../../../../shared/advocacy/offices/keep.ts'
import { office, officeChange, officeInput } from '../../../../shared/advocacy/offices/schema.ts'
import { idOf } from '../../../../shared/ids.ts'
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

const tags = ['advocacy']
const params = z.object({ id: idOf('office') })
const officeView = office.meta({ id: 'Office' })

const add = createRoute({
  method: 'post',
  path: '/offices',
  tags,
  summary: 'Enter somebody of an authority, and who keeps contact with them',
  request: { headers: idempotent, ...body(officeInput) },
  responses: { 201: answer(officeView, 'The new entry'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/offices',
  tags,
  summary: 'The directory, oldest entry first: of all, of an authority, or of who keeps contact',
  request: {
    query: pageQuery
      .extend({ authorityId: idOf('organization').optional(), keptBy: idOf('organization').optional() })
      .refine(({ authorityId, keptBy }) => !(authorityId && keptBy), {
        message: 'cannot be asked together with authorityId',
        path: ['keptBy'],
      }),
  },
  responses: { 200: answer(listOf(officeView), 'A page of the directory'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/offices/{id}',
  tags,
  summary: 'One entry',
  request: { params },
  responses: { 200: answer(officeView, 'The entry'), ...refusals },
})

const change = createRoute({
  method: 'patch',
  path: '/offices/{id}',
  tags,
  summary: 'Change an entry',
  request: { params, headers: ifMatch, ...body(officeChange) },
  responses: { 200: answer(officeView, 'The entry'), ...refusals, ...preconditions },
})

const remove = createRoute({
  method: 'delete',
  path: '/offices/{id}',
  tags,
  summary: 'Remove an entry',
  request: { params, headers: ifMatch },
  responses: { 204: { description: 'Removed' }, ...refusals, 412: preconditions[412] },
})

export const officeRoutes = (api: Router) =>
  api
    .openapi(add, async (c) => {
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        (deps) => addOffice(deps, c.var.actor, input),
        (deps) => readOffice(deps, c.var.actor, deps.ids.next('office')),
      )
      return sendMade(c, officeView, made)
    })
    .openapi(list, async (c) => {
      const { authorityId, keptBy, ...page } = c.req.valid('query')
      const given = { filter: { authorityId, keptBy }, page: pageOf(c, page) }
      return sendPage(c, officeView, await listOffices(c.var.deps, c.var.actor, given))
    })
    .openapi(read, async (c) =>
      sendOne(c, officeView, await readOffice(c.var.deps, c.var.actor, c.req.valid('param').id)),
    )
    .openapi(change, async (c) => {
      const changed = await changeOffice(c.var.deps, c.var.actor, {
        id: c.req.valid('param').id,
        version: versionOf(c.req.valid('header')['if-match']),
        change: c.req.valid('json'),
      })
      return sendOne(c, officeView, changed)
    })
    .openapi(remove, async (c) => {
      await removeOffice(c.var.deps, c.var.actor, versioned(c.req.valid('param'), c.req.valid('header')))
      return c.body(null, 204)
    })
