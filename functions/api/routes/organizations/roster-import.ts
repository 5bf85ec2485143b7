import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import * as z from 'zod'
import { columnNames } from '../../../../shared/organizations/import/columns.ts'
import { importInParts, importRoster } from '../../../../shared/organizations/import/import-roster.ts'
import { rosterReport } from '../../../../shared/organizations/import/report.ts'
import { answer, type Router, refusals } from '../../http/contract.ts'
import { charsetOfCsv } from '../../http/csv.ts'

/** JSON in a query: small, and read before it is checked. */
const json = <S extends z.ZodType>(schema: S, description: string) =>
  z
    .string()
    .max(8000)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' })
        return z.NEVER
      }
    })
    .pipe(schema)
    .optional()
    .meta({ type: 'string', description })

const columnName = z.enum(columnNames)

const importFile = createRoute({
  method: 'post',
  path: '/organizations/import',
  tags: ['organizations'],
  summary: 'Import a roster from a CSV file',
  description:
    'As spreadsheets write it: divided by commas, semicolons or tabs; in UTF-8, UTF-16 or Windows-1252, or in the charset of the Content-Type. The first line names the columns, in any order and case: organization, class, relation, country, contact_role, email, language, time_zone; and, where wanted, works_in, languages, website, contact_name, contact_kind, alias, discreet, listed. Countries and languages are codes or names in many languages. Good rows go in, bad rows come back with their line, nothing is deleted; an empty cell changes nothing; a row with all cells of the organization empty is of the one above it. Importing a file again changes nothing and answers afresh, so an Idempotency-Key is taken and not needed. A large file is imported in parts by `from` and `atMost`, or tells its progress to whoever accepts application/x-ndjson.',
  request: {
    query: z.object({
      dryRun: z
        .stringbool()
        .default(false)
        .meta({ type: 'boolean', description: 'Answer what the import would do, and do nothing' }),
      from: z.coerce.number().int().min(0).optional().meta({
        type: 'integer',
        description: 'Where to go on with the same file: `next` of the answer before',
      }),
      atMost: z.coerce
        .number()
        .int()
        .min(1)
        .optional()
        .meta({ type: 'integer', description: 'How many organizations to do before answering' }),
      mapping: json(
        z.record(z.string(), columnName.nullable()),
        'JSON: what the file’s own headers mean, such as {"Pays": "country", "Notes": null}; null passes a column over',
      ),
      defaults: json(
        z.partialRecord(columnName, z.string()),
        'JSON: what is new has these cells where its row says nothing, such as {"class": "ngo"}',
      ),
    }),
    body: { content: { 'text/csv': { schema: z.string() } }, required: true },
  },
  responses: {
    200: {
      ...answer(rosterReport, 'What the import did'),
      content: {
        ...answer(rosterReport, '').content,
        'application/x-ndjson': { schema: z.string() },
      },
    },
    ...refusals,
  },
})

/** One line of JSON for each part that is done, the report last. */
async function* lines(steps: ReturnType<typeof importInParts>, first: object) {
  yield `${JSON.stringify(first)}\n`
  for await (const step of steps) yield `${JSON.stringify(step)}\n`
}

const acceptsProgress = (c: Context) => c.req.header('Accept')?.includes('application/x-ndjson') ?? false

export const rosterImportRoutes = (api: Router) =>
  api.openapi(importFile, async (c) => {
    const charset = charsetOfCsv(c.req.header('Content-Type'))
    const file = new Uint8Array(await c.req.arrayBuffer())
    const input = { ...c.req.valid('query'), charset, file }
    if (!acceptsProgress(c))
      return c.json(rosterReport.parse(await importRoster(c.var.deps, c.var.actor, input)), 200)
    const steps = importInParts(c.var.deps, c.var.actor, input)
    // What is wrong with the whole file is a problem document: it shows before the first part.
    const { value: first } = await steps.next()
    const body = ReadableStream.from(lines(steps, first ?? {})).pipeThrough(new TextEncoderStream())
    return c.body(body, 200, { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' }) as never
  })
