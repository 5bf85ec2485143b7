import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { canonical } from '../../../../shared/canonical.ts'
import { alertEvidence, letterEvidence } from '../../../../shared/evidence/document.ts'
import { exportEvidence, exportLetterEvidence } from '../../../../shared/evidence/export.ts'
import { contactOpenings, openContact } from '../../../../shared/evidence/open.ts'
import { idOf } from '../../../../shared/ids.ts'
import { answer, type Router, refusals } from '../../http/contract.ts'

const evidence = createRoute({
  method: 'get',
  path: '/alerts/{id}/evidence',
  tags: ['alerts'],
  summary: 'The signed record of who was told what, when, and what they answered, as one file to hand on',
  request: { params: z.object({ id: idOf('alert') }) },
  responses: { 200: answer(alertEvidence, 'Authorities by name, members in numbers'), ...refusals },
})

const ofLetter = createRoute({
  method: 'get',
  path: '/letters/{id}/evidence',
  tags: ['advocacy'],
  summary: 'The signed record of a letter: its text, who signed, how it was delivered, what was answered',
  request: { params: z.object({ id: idOf('letter') }) },
  responses: { 200: answer(letterEvidence, 'As one file to hand on'), ...refusals },
})

const openings = createRoute({
  method: 'get',
  path: '/alerts/{id}/evidence/openings/{contactId}',
  tags: ['alerts'],
  summary: "What opens the digests that stand for one contact in an alert's evidence",
  request: { params: z.object({ id: idOf('alert'), contactId: idOf('contact') }) },
  responses: { 200: answer(contactOpenings, 'Nonces, and what they open'), ...refusals },
})

/** To the byte as the verifier wants it. */
const textOf = (document: object) => `${canonical(document)}\n`

const headersOf = (id: string) => ({
  'Content-Type': 'application/json',
  'Content-Disposition': `attachment; filename="evidence-${id}.json"`,
  'Cache-Control': 'no-store',
})

export const evidenceRoutes = (api: Router) =>
  api
    .openapi(evidence, async (c) => {
      const { id } = c.req.valid('param')
      const document = await exportEvidence(c.var.deps, c.var.actor, id)
      return c.body(textOf(document), 200, headersOf(id)) as never
    })
    .openapi(ofLetter, async (c) => {
      const { id } = c.req.valid('param')
      const document = await exportLetterEvidence(c.var.deps, c.var.actor, id)
      return c.body(textOf(document), 200, headersOf(id)) as never
    })
    .openapi(openings, async (c) => {
      return c.json(await openContact(c.var.deps, c.var.actor, c.req.valid('param')), 200)
    })
