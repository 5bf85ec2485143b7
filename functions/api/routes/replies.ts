import { createRoute } from '@hono/zod-openapi'
import { noteAudit } from '../../../shared/audit/note.ts'
import { listReplies } from '../../../shared/replies/list.ts'
import { reply } from '../../../shared/replies/schema.ts'
import { linkNext, pageOf } from '../http/answers.ts'
import { answer, listOf, pageQuery, type Router, refusals } from '../http/contract.ts'

const replyView = reply.meta({ id: 'Reply' })

const list = createRoute({
  method: 'get',
  path: '/replies',
  tags: ['replies'],
  summary: 'Mails that came back and wait for a person',
  request: { query: pageQuery },
  responses: { 200: answer(listOf(replyView), 'A page of replies, oldest first'), ...refusals },
})

export const replyRoutes = (api: Router) => {
  api.openapi(list, async (c) => {
    const { items, next } = await listReplies(c.var.deps, c.var.actor, pageOf(c, c.req.valid('query')))
    const { actor, deps } = c.var
    if (actor.kind === 'person') await noteAudit(deps, actor, { outcome: 'read', what: 'reply.list' })
    linkNext(c, next)
    return c.json({ items: items.map((item) => replyView.parse(item)) }, 200)
  })
}
