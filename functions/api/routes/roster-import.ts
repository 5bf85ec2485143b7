import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { importRoster } from '../../../shared/organizations/import/import-roster.ts'
import { rosterReport } from '../../../shared/organizations/import/report.ts'
import { answer, type Router, refusals } from '../http/contract.ts'
import { requireCsv } from '../http/csv.ts'

const importFile = createRoute({
  method: 'post',
  path: '/organizations/import',
  tags: ['organizations'],
  summary: 'Import a roster from a CSV file',
  description:
    'The first line names the columns, in any order and case: organization, class, relation, country, works_in, languages, website, contact_role, email, language, time_zone; and, where wanted, contact_name, contact_kind, alias, discreet, listed. Good rows go in, bad rows come back with their line, nothing is deleted; an empty cell changes nothing. Importing a file again changes nothing and answers afresh, so an Idempotency-Key is taken and not needed.',
  request: {
    query: z.object({
      dryRun: z
        .stringbool()
        .default(false)
        .meta({ type: 'boolean', description: 'Answer what the import would do, and do nothing' }),
    }),
    body: { content: { 'text/csv': { schema: z.string() } }, required: true },
  },
  responses: { 200: answer(rosterReport, 'What the import did'), ...refusals },
})

export const rosterImportRoutes = (api: Router) => {
  api.openapi(importFile, async (c) => {
    requireCsv(c.req.header('Content-Type'))
    const file = new Uint8Array(await c.req.arrayBuffer())
    const report = await importRoster(c.var.deps, c.var.actor, { ...c.req.valid('query'), file })
    return c.json(rosterReport.parse(report), 200)
  })
}
