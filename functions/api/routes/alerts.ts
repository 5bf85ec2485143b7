import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { approveAlert } from '../../../shared/alerts/approve.ts'
import { cancelAlert, changeAlert, updateAlert } from '../../../shared/alerts/change.ts'
import { draftAlert } from '../../../shared/alerts/draft.ts'
import { haltAlert } from '../../../shared/alerts/halt.ts'
import { listAlerts, previewAlert, readAlert } from '../../../shared/alerts/read.ts'
import {
  type Alert,
  alertChange,
  alertContent,
  alertInput,
  alertStates,
  approvalInput,
  cancellationInput,
  issue,
} from '../../../shared/alerts/schema.ts'
import { returnAlert, submitAlert } from '../../../shared/alerts/submit.ts'
import { idOf } from '../../../shared/ids.ts'
import { text } from '../../../shared/text.ts'
import { etag, linkNext, madeAt, pageOf, versionOf } from '../http/answers.ts'
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
} from '../http/contract.ts'
import { once } from '../http/idempotency.ts'

const tags = ['alerts']
const params = z.object({ id: idOf('alert') })

const alertView = z
  .object({
    id: idOf('alert'),
    state: z.enum(alertStates),
    revision: z.int(),
    ...alertContent.shape,
    /** Of the revision in review. */
    digest: z.string().optional(),
    remarks: z.string().optional(),
    issues: z.array(issue.omit({ approvedBy: true })),
    halted: z.boolean(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Alert' })

const view = ({ content, submission, ...alert }: Alert) =>
  alertView.parse({ ...content, ...alert, digest: submission?.digest ?? alert.issues.at(-1)?.digest })

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

const submit = createRoute({
  method: 'post',
  path: '/alerts/{id}/submission',
  tags,
  summary: 'Freeze the draft for review',
  request: { params },
  responses: {
    200: answer(z.object({ revision: z.int(), digest: z.string() }), 'What approval must name'),
    ...refusals,
  },
})

const approve = createRoute({
  method: 'post',
  path: '/alerts/{id}/approval',
  tags,
  summary: 'Approve the revision in review and issue it; alone, with a reason, in an emergency',
  request: { params, ...body(approvalInput) },
  responses: { 200: answer(alertView, 'The alert, issued'), ...refusals },
})

const giveBack = createRoute({
  method: 'post',
  path: '/alerts/{id}/return',
  tags,
  summary: 'Give the revision in review back to its authors',
  request: { params, ...body(z.strictObject({ remarks: text(5000) })) },
  responses: { 200: answer(alertView, 'The draft again'), ...refusals },
})

const update = createRoute({
  method: 'post',
  path: '/alerts/{id}/update',
  tags,
  summary: 'Begin the next revision of an issued alert',
  request: { params, ...body(alertChange) },
  responses: { 200: answer(alertView, 'The new draft'), ...refusals },
})

const cancel = createRoute({
  method: 'post',
  path: '/alerts/{id}/cancellation',
  tags,
  summary: 'Begin the revision that ends an issued alert',
  request: { params, ...body(cancellationInput) },
  responses: { 200: answer(alertView, 'The new draft'), ...refusals },
})

const halt = createRoute({
  method: 'post',
  path: '/alerts/{id}/halt',
  tags,
  summary: 'Stop whatever is unsent',
  request: { params },
  responses: { 200: answer(alertView, 'The alert'), ...refusals },
})

export const alertRoutes = (api: Router) => {
  api.openapi(draft, async (c) => {
    const input = c.req.valid('json')
    const made = await once(
      c,
      input,
      (deps) => draftAlert(deps, c.var.actor, input),
      (deps) => readAlert(deps, c.var.actor, deps.ids.next('alert')),
    )
    madeAt(c, `/v1/alerts/${made.id}`, made.version)
    return c.json(view(made), 201)
  })

  api.openapi(list, async (c) => {
    const { situationId, state, ...page } = c.req.valid('query')
    const { items, next } = await listAlerts(c.var.deps, c.var.actor, {
      filter: { situationId, state },
      page: pageOf(c, page),
    })
    linkNext(c, next)
    return c.json({ items: items.map(view) }, 200)
  })

  api.openapi(read, async (c) => {
    const found = await readAlert(c.var.deps, c.var.actor, c.req.valid('param').id)
    c.header('ETag', etag(found.version))
    return c.json(view(found), 200)
  })

  api.openapi(change, async (c) => {
    const version = versionOf(c.req.valid('header')['if-match'])
    const input = { id: c.req.valid('param').id, version, change: c.req.valid('json') }
    const changed = await changeAlert(c.var.deps, c.var.actor, input)
    c.header('ETag', etag(changed.version))
    return c.json(view(changed), 200)
  })

  api.openapi(preview, async (c) => {
    const found = await previewAlert(c.var.deps, c.var.actor, c.req.valid('param').id)
    return c.json(previewView.parse(found), 200)
  })

  api.openapi(submit, async (c) => {
    const { revision, submission } = await submitAlert(c.var.deps, c.var.actor, c.req.valid('param').id)
    return c.json({ revision, digest: submission!.digest }, 200)
  })

  api.openapi(approve, async (c) => {
    const input = { id: c.req.valid('param').id, approval: c.req.valid('json') }
    return c.json(view(await approveAlert(c.var.deps, c.var.actor, input)), 200)
  })

  api.openapi(giveBack, async (c) => {
    const input = { id: c.req.valid('param').id, remarks: c.req.valid('json').remarks }
    return c.json(view(await returnAlert(c.var.deps, c.var.actor, input)), 200)
  })

  api.openapi(update, async (c) => {
    const input = { id: c.req.valid('param').id, change: c.req.valid('json') }
    return c.json(view(await updateAlert(c.var.deps, c.var.actor, input)), 200)
  })

  api.openapi(cancel, async (c) => {
    const input = { id: c.req.valid('param').id, cancellation: c.req.valid('json') }
    return c.json(view(await cancelAlert(c.var.deps, c.var.actor, input)), 200)
  })

  api.openapi(halt, async (c) =>
    c.json(view(await haltAlert(c.var.deps, c.var.actor, c.req.valid('param').id)), 200),
  )
}
