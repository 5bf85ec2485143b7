import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { changeAlert } from '../../../../shared/alerts/change.ts'
import { alertChange, alertInput } from '../../../../shared/alerts/content.ts'
import { draftAlert } from '../../../../shared/alerts/draft.ts'
import { listAlerts, previewAlert, readAlert } from '../../../../shared/alerts/read.ts'
import { alertStates } from '../../../../shared/alerts/schema.ts'
import { idOf } from '../../../../shared/ids.ts'
import { etag, linkNext, madeAt, pageOf, versionOf } from '../../http/answers.ts'
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
import { alertView, viewFor } from './view.ts'

const tags = ['alerts']
const params = z.object({ id: idOf('alert') })

const left = z.object({ organizationId: idOf('organization'), reason: z.string() })
const counts = z.record(z.string(), z.int())

const previewView = z
  .object({
    withheld: z.array(left),
    namedDespite: z.array(idOf('organization')),
    organizations: z.int(),
    contacts: z.int(),
    byClass: counts,
    byLanguage: counts,
    byCountry: counts,
    unreachable: z.array(left),
  })
  .meta({ id: 'AudiencePreview' })

const draft = createRoute({
  method: 'post',
  path: '/alerts',
  tags,
  summary: 'Draft an alert',
  request: { headers: idempotent, ...body(alertInput) },
  responses: { 201: answer(alertView, 'The draft'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/alerts',
  tags,
  summary: 'Alerts; for members, those they were told of',
  request: {
    query: pageQuery.extend({
      situationId: idOf('situation').optional(),
      state: z.enum(alertStates).optional(),
    }),
  },
  responses: { 200: answer(listOf(alertView), 'A page of alerts'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/alerts/{id}',
  tags,
  summary: 'One alert',
  request: { params },
  responses: { 200: answer(alertView, 'The alert'), ...refusals },
})

const change = createRoute({
  method: 'patch',
  path: '/alerts/{id}',
  tags,
  summary: 'Change a draft',
  request: { params, headers: ifMatch, ...body(alertChange) },
  responses: { 200: answer(alertView, 'The draft'), ...refusals, ...preconditions },
})

const preview = createRoute({
  method: 'get',
  path: '/alerts/{id}/audience',
  tags,
  summary: 'Who would be told, and who not and why',
  request: { params },
  responses: { 200: answer(previewView, 'The audience as it stands'), ...refusals },
})

/** Alerts as they are written and read; what becomes of them is in `alert-steps.ts`. */
export const alertRoutes = (api: Router) =>
  api
    .openapi(draft, async (c) => {
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        (deps) => draftAlert(deps, c.var.actor, input),
        (deps) => readAlert(deps, c.var.actor, deps.ids.next('alert')),
      )
      madeAt(c, `/v1/alerts/${made.id}`, made.version)
      return c.json(viewFor(c.var.actor)(made), 201)
    })
    .openapi(list, async (c) => {
      const { situationId, state, ...page } = c.req.valid('query')
      const { items, next } = await listAlerts(c.var.deps, c.var.actor, {
        filter: { situationId, state },
        page: pageOf(c, page),
      })
      linkNext(c, next)
      return c.json({ items: items.map(viewFor(c.var.actor)) }, 200)
    })
    .openapi(read, async (c) => {
      const found = await readAlert(c.var.deps, c.var.actor, c.req.valid('param').id)
      c.header('ETag', etag(found.version))
      return c.json(viewFor(c.var.actor)(found), 200)
    })
    .openapi(change, async (c) => {
      const version = versionOf(c.req.valid('header')['if-match'])
      const input = { id: c.req.valid('param').id, version, change: c.req.valid('json') }
      const changed = await changeAlert(c.var.deps, c.var.actor, input)
      c.header('ETag', etag(changed.version))
      return c.json(viewFor(c.var.actor)(changed), 200)
    })
    .openapi(preview, async (c) => {
      const found = await previewAlert(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.json(previewView.parse(found), 200)
    })
