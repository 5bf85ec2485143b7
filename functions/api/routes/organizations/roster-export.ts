import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { noteAudit } from '../../../../shared/audit/note.ts'
import { exportRoster } from '../../../../shared/organizations/export-roster.ts'
import { contactInput, organizationInput } from '../../../../shared/organizations/schema.ts'
import { type Router, refusals } from '../../http/contract.ts'

const roster = z.object({
  organizations: z.array(z.object({ ...organizationInput.shape, contacts: z.array(contactInput) })),
})

const exportFile = createRoute({
  method: 'get',
  path: '/organizations/export',
  tags: ['organizations'],
  summary: 'The whole roster as a file, CSV or JSON',
  description:
    'In the columns of an import, which takes it again. A cell that a spreadsheet would take for a formula has an apostrophe before it, which the import takes away.',
  request: { query: z.object({ format: z.enum(['csv', 'json']).default('csv') }) },
  responses: {
    200: {
      description: 'The roster',
      content: { 'text/csv': { schema: z.string() }, 'application/json': { schema: roster } },
    },
    ...refusals,
  },
})

/** Before the routes of organizations, whose `{id}` would catch it. */
export const rosterExportRoutes = (api: Router) =>
  api.openapi(exportFile, async (c) => {
    const { deps, actor } = c.var
    const { format } = c.req.valid('query')
    const rows = exportRoster(deps, actor, format)
    if (actor.kind === 'person')
      await noteAudit(deps, actor, { outcome: 'exported', what: 'organization.export' })
    const type = { csv: 'text/csv; charset=utf-8', json: 'application/json' }[format]
    return c.body(ReadableStream.from(rows).pipeThrough(new TextEncoderStream()), 200, {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="roster.${format}"`,
      'Cache-Control': 'no-store',
    }) as never
  })
