import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import {
  beginAttachment,
  completeAttachment,
  readAttachment,
  readBegun,
} from '../../../../shared/attachments/add.ts'
import { attachment, attachmentInput, uploadForm } from '../../../../shared/attachments/schema.ts'
import { idOf } from '../../../../shared/ids.ts'
import { madeAt, sendOne } from '../../http/answers.ts'
import { answer, body, idempotent, type Router, refusals } from '../../http/contract.ts'
import { once } from '../../http/idempotency.ts'

const tags = ['publications']
const params = z.object({ id: idOf('attachment') })
const attachmentView = attachment.meta({ id: 'Attachment' })
const begunView = attachment.extend({ upload: uploadForm }).meta({ id: 'AttachmentBegun' })

const begin = createRoute({
  method: 'post',
  path: '/attachments',
  tags,
  summary: 'Announce a file to be attached, and hear how to send its bytes',
  request: { headers: idempotent, ...body(attachmentInput) },
  responses: { 201: answer(begunView, 'The file, and the request that takes its bytes'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/attachments/{id}',
  tags,
  summary: "A file of one's own organization",
  request: { params },
  responses: { 200: answer(attachmentView, 'The file'), ...refusals },
})

const complete = createRoute({
  method: 'post',
  path: '/attachments/{id}/completion',
  tags,
  summary: 'Have what was uploaded looked at, so that it can be attached',
  request: { params },
  responses: { 200: answer(attachmentView, 'The file, ready to be attached'), ...refusals },
})

export const attachmentRoutes = (api: Router) =>
  api
    .openapi(begin, async (c) => {
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        (deps) => beginAttachment(deps, c.var.actor, input),
        (deps) => readBegun(deps, c.var.actor, deps.ids.next('attachment')),
      )
      madeAt(c, `/v1/attachments/${made.id}`, made.version)
      return c.json(begunView.parse(made), 201)
    })
    .openapi(read, async (c) =>
      sendOne(c, attachmentView, await readAttachment(c.var.deps, c.var.actor, c.req.valid('param').id)),
    )
    .openapi(complete, async (c) =>
      sendOne(c, attachmentView, await completeAttachment(c.var.deps, c.var.actor, c.req.valid('param').id)),
    )
