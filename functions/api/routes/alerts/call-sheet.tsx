import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import * as z from 'zod'
import { permitToKnow } from '../../../../shared/access/permit.ts'
import { readCallSheet } from '../../../../shared/alerts/answers/call-sheet.ts'
import { noteAudit } from '../../../../shared/audit/note.ts'
import { idOf } from '../../../../shared/ids.ts'
import { contactRole, relation } from '../../../../shared/organizations/schema.ts'
import { answer, type Router, refusals } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { callSheetPage } from '../../pages/call-sheet.tsx'

const line = z.object({
  contactId: z.string(),
  role: contactRole,
  name: z.string().optional(),
  languages: z.array(z.string()),
  timeZone: z.string(),
  phone: z.string().optional(),
  /** Nobody may ring: not even in an emergency. */
  neverCall: z.literal(true).optional(),
})

const sheet = z
  .object({
    alertId: z.string(),
    reference: z.string().optional(),
    at: z.string(),
    items: z.array(
      z.object({
        organizationId: z.string(),
        name: z.string(),
        country: z.string(),
        relation,
        contacts: z.array(line),
      }),
    ),
  })
  .meta({ id: 'CallSheet' })

const read = createRoute({
  method: 'get',
  path: '/alerts/{id}/call-sheet',
  tags: ['alerts'],
  summary: 'Whom to call: the organizations that have not answered, in JSON or, as text/html, for paper',
  request: { params: z.object({ id: idOf('alert') }) },
  responses: {
    200: {
      description: 'The silent, with who may be called. Who is discreet is on no paper.',
      content: { ...answer(sheet, '').content, 'text/html': { schema: z.string() } },
    },
    ...refusals,
  },
})

/** The sheet, and a note of who has read it. */
export const takeCallSheet = async (c: Context<Env>, id: string) => {
  const { deps, actor } = c.var
  permitToKnow(actor, 'alert.read-call-sheet', 'alert')
  const [found] = await Promise.all([
    readCallSheet(deps, actor, id),
    actor.kind === 'person' && noteAudit(deps, actor, { outcome: 'read', what: 'alert.read-call-sheet' }),
  ])
  return found
}

export const callSheetRoutes = (api: Router) => {
  api.openapi(read, async (c) => {
    const found = await takeCallSheet(c, c.req.valid('param').id)
    if (c.req.header('Accept')?.includes('text/html')) return callSheetPage(c, found) as never
    return c.json(sheet.parse(found), 200)
  })
}
