import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../../shared/deps.ts'
import { closeReport } from '../../../../shared/field-reports/close.ts'
import { reportSignedIn } from '../../../../shared/field-reports/file.ts'
import { listReports, readReport } from '../../../../shared/field-reports/read.ts'
import { closureInput, fieldReport, fieldReportInput } from '../../../../shared/field-reports/schema.ts'
import { idOf } from '../../../../shared/ids.ts'
import { madeAt, pageOf, sendOne, sendPage, versioned } from '../../http/answers.ts'
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

const tags = ['field reports']
const params = z.object({ id: idOf('fieldReport') })
const reportView = fieldReport.meta({ id: 'FieldReport' })
const receiptView = fieldReport
  .pick({ id: true, number: true, createdAt: true })
  .meta({ id: 'FieldReportReceipt' })

const list = createRoute({
  method: 'get',
  path: '/field-reports',
  tags,
  summary: 'What was reported from the field, oldest first',
  request: { query: pageQuery.extend({ status: z.enum(['open', 'closed']).default('open') }) },
  responses: { 200: answer(listOf(reportView), 'A page of reports'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/field-reports/{id}',
  tags,
  summary: 'One report',
  request: { params },
  responses: { 200: answer(reportView, 'The report'), ...refusals },
})

const file = createRoute({
  method: 'post',
  path: '/field-reports',
  tags,
  summary: 'Report what one has seen or heard; the same report again is the same report',
  request: { headers: idempotent, ...body(fieldReportInput) },
  responses: { 201: answer(receiptView, 'The receipt with its number'), ...refusals },
})

const close = createRoute({
  method: 'post',
  path: '/field-reports/{id}/closure',
  tags,
  summary: 'Make an indicator of a report, name the draft it led to, or dismiss it with a reason',
  request: { params, headers: ifMatch, ...body(closureInput) },
  responses: { 200: answer(reportView, 'The report'), ...refusals, ...preconditions },
})

export const fieldReportRoutes = (api: Router) =>
  api
    .openapi(list, async (c) => {
      const { status, ...page } = c.req.valid('query')
      const wanted = { status, page: pageOf(c, page) }
      const found = await listReports(c.var.deps, c.var.actor, wanted)
      return sendPage(c, reportView, found)
    })
    .openapi(read, async (c) => {
      const found = await readReport(c.var.deps, c.var.actor, c.req.valid('param').id)
      return sendOne(c, reportView, found)
    })
    .openapi(file, async (c) => {
      const input = c.req.valid('json')
      const take = (deps: Deps) => reportSignedIn(deps, c.var.actor, input)
      const filed = await once(c, input, take, take)
      madeAt(c, `/v1/field-reports/${filed.id}`, filed.version)
      return c.json(receiptView.parse(filed), 201)
    })
    .openapi(close, async (c) => {
      const closed = await closeReport(c.var.deps, c.var.actor, {
        ...versioned(c.req.valid('param'), c.req.valid('header')),
        closure: c.req.valid('json'),
      })
      return sendOne(c, reportView, closed)
    })
