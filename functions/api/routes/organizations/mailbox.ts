import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { deliveryStates } from '../../../../shared/ledger/delivery.ts'
import { readMailbox } from '../../../../shared/ledger/mailbox.ts'
import { mailKinds } from '../../../../shared/rendering/kinds.ts'
import { pageOf, sendPage } from '../../http/answers.ts'
import { answer, listOf, pageQuery, type Router, refusals } from '../../http/contract.ts'

const entryView = z
  .object({
    notificationId: idOf('notification'),
    kind: z.enum(mailKinds),
    subject: z.string(),
    at: z.iso.datetime(),
    state: z.enum(deliveryStates),
    reason: z.string().optional().meta({ description: 'Why nothing was sent, such as `compromised`' }),
  })
  .meta({ id: 'MailboxEntry' })

const read = createRoute({
  method: 'get',
  path: '/organizations/{id}/contacts/{contactId}/mailbox',
  tags: ['organizations'],
  summary: 'Everything that this mailbox was ever sent or was withheld from, newest first',
  request: {
    params: z.object({ id: idOf('organization'), contactId: idOf('contact') }),
    query: pageQuery,
  },
  responses: { 200: answer(listOf(entryView), 'A page; what was said is with its subject'), ...refusals },
})

export const mailboxRoutes = (api: Router) =>
  api.openapi(read, async (c) => {
    const { id: organizationId, contactId } = c.req.valid('param')
    const page = pageOf(c, c.req.valid('query'))
    const found = await readMailbox(c.var.deps, c.var.actor, { organizationId, contactId, page })
    return sendPage(c, entryView, found)
  })
