import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { canonical } from '../../../shared/canonical.ts'
import { evidenceDocument } from '../../../shared/evidence/document.ts'
import { exportEvidence } from '../../../shared/evidence/export.ts'
import { contactOpenings, openContact } from '../../../shared/evidence/open.ts'
import { idOf } from '../../../shared/ids.ts'
import { answer, type Router, refusals } from '../http/contract.ts'

const evidence = createRoute({
  method: 'get',
  path: '/alerts/{id}/evidence',
  tags: ['alerts'],
  summary: 'The signed record of who was told what, when, and what they answered, as one file to hand on',
  request: { params: z.object({ id: idOf('alert') }) },
  responses: { 200: answer(evidenceDocument, 'Authorities by name, members in numbers'), ...refusals },
})

const openings = createRoute({
  method: 'get',
  path: '/alerts/{id}/evidence/openings/{contactId}',
  tags: ['alerts'],
  summary: "What opens the digests that stand for one contact in an alert's evidence",
  request: { params: z.object({ id: idOf('alert'), contactId: idOf('contact') }) },
  responses: { 200: answer(contactOpenings, 'Nonces, and what they open'), ...refusals },
})

export const evidenceRoutes = (api: Router) =>
  api
    .openapi(evidence, async (c) => {
      const { id } = c.req.valid('param')
      const document = await exportEvidence(c.var.deps, c.var.actor, id)
      // To the byte as the verifier wants it.
      return c.body(`${canonical(document)}\n`, 200, {
        'Content-Type': 'application/json',
        'Content-Disposition': `attachment; filename="evidence-${id}.json"`,
        'Cache-Control': 'no-store',
      }) as never
    })
    .openapi(openings, async (c) => {
      c.header('Cache-Control', 'no-store')
      return c.json(await openContact(c.var.deps, c.var.actor, c.req.valid('param')), 200)
    })
