import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { readThread } from '../../../../shared/threads/read.ts'
import { threadLine } from '../../../../shared/threads/schema.ts'
import { pageOf, sendPage } from '../../http/answers.ts'
import { answer, listOf, pageQuery, type Router, refusals } from '../../http/contract.ts'
import { acceptedLanguages, languageAsked } from '../../http/language.ts'

const lineView = threadLine
  .extend({
    /** What it is about, as it is called now; nothing where that was taken back. */
    title: z.string().optional(),
    /** The line in the reader's language. */
    said: z.string(),
  })
  .meta({ id: 'ThreadLine' })

const read = createRoute({
  method: 'get',
  path: '/situations/{id}/thread',
  tags: ['situations'],
  summary: 'Its whole story, oldest first: as members know it, or as those inside one of its coalitions do',
  request: {
    params: z.object({ id: idOf('situation') }),
    query: pageQuery.extend({
      coalitionId: idOf('coalition').optional(),
      order: z.enum(['oldest', 'newest']).default('oldest'),
      lang: z.string().max(35).optional(),
    }),
  },
  responses: { 200: answer(listOf(lineView), 'A page of the story'), ...refusals },
})

export const threadRoutes = (api: Router) =>
  api.openapi(read, async (c) => {
    const { coalitionId, order, lang: _, ...page } = c.req.valid('query')
    const asked = languageAsked(c)
    const found = await readThread(c.var.deps, c.var.actor, {
      situationId: c.req.valid('param').id,
      coalitionId,
      languages: [...(asked ? [asked] : []), ...acceptedLanguages(c.req.header('Accept-Language'))],
      page: pageOf(c, page),
      descending: order === 'newest',
    })
    c.header('Content-Language', found.language)
    return sendPage(c, lineView, found)
  })
