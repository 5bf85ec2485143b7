import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { importForecasts } from '../../../../shared/situations/import-forecasts.ts'
import { listProposals } from '../../../../shared/situations/read.ts'
import { proposal } from '../../../../shared/situations/schema.ts'
import { pageOf, sendPage } from '../../http/answers.ts'
import { answer, listOf, pageQuery, type Router, refusals } from '../../http/contract.ts'
import { requireCsv } from '../../http/csv.ts'

const tags = ['situations']

const report = z
  .object({
    attached: z.int(),
    proposed: z.int(),
    unchanged: z.int(),
    rejected: z.array(z.object({ line: z.int(), column: z.string(), reason: z.string() })),
  })
  .meta({ id: 'ForecastReport', description: 'Every line of the file is counted once.' })

const importFile = createRoute({
  method: 'post',
  path: '/situations/import-forecasts',
  tags,
  summary: "Take in the Early Warning Project's file of country forecasts",
  request: {
    query: z.object({
      dryRun: z
        .enum(['true', 'false'])
        .default('false')
        .meta({ description: 'Answer what the import would do, and do nothing' }),
      top: z.coerce.number().int().min(0).max(250).default(30).meta({
        type: 'integer',
        description: 'Countries of these first ranks without a situation are proposed.',
      }),
    }),
    body: { content: { 'text/csv': { schema: z.string() } }, required: true },
  },
  responses: { 200: answer(report, 'What became of each line, or would'), ...refusals },
})

const proposals = createRoute({
  method: 'get',
  path: '/situations/proposals',
  tags,
  summary: 'Countries that forecasts propose to watch',
  request: { query: pageQuery },
  responses: { 200: answer(listOf(proposal), 'A page of proposals'), ...refusals },
})

/** Before the routes of situations, whose `{id}` would catch these. */
export const forecastRoutes = (api: Router) =>
  api
    .openapi(importFile, async (c) => {
      requireCsv(c.req.header('Content-Type'))
      const { top, dryRun } = c.req.valid('query')
      const input = { file: await c.req.text(), top, dryRun: dryRun === 'true' }
      return c.json(report.parse(await importForecasts(c.var.deps, c.var.actor, input)), 200)
    })
    .openapi(proposals, async (c) => {
      const found = await listProposals(c.var.deps, c.var.actor, pageOf(c, c.req.valid('query')))
      return sendPage(c, proposal, found)
    })
