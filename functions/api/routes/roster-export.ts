import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { noteAudit } from '../../../shared/audit/note.ts'
import { exportRoster } from '../../../shared/organizations/export-roster.ts'
import { type Router, refusals } from '../http/contract.ts'

const exportFile = createRoute({
  method: 'get',
  path: '/organizations/export',
  tags: ['organizations'],
  summary: 'The whole roster as a CSV file',
  description:
    'In the columns of an import, which takes it again. A cell that a spreadsheet would take for a formula has an apostrophe before it, which the import takes away.',
  responses: {
    200: { description: 'The roster', content: { 'text/csv': { schema: z.string() } } },
    ...refusals,
  },
})

/** Before the routes of organizations, whose `{id}` would catch it. */
export const rosterExportRoutes = (api: Router) => {
  api.openapi(exportFile, async (c) => {
    const { deps, actor } = c.var
    const rows = exportRoster(deps, actor)
    if (actor.kind === 'person')
      await noteAudit(deps, actor, { outcome: 'exported', what: 'organization.export' })
    c.header('Content-Type', 'text/csv; charset=utf-8')
    c.header('Content-Disposition', 'attachment; filename="roster.csv"')
    c.header('Cache-Control', 'no-store')
    return c.body(ReadableStream.from(rows).pipeThrough(new TextEncoderStream()), 200)
  })
}
