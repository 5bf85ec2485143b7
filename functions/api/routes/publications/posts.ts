import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { download } from '../../../../shared/attachments/schema.ts'
import { idOf } from '../../../../shared/ids.ts'
import { draftPost, updatePost } from '../../../../shared/publications/draft.ts'
import { listPosts, openAttachment, readPost } from '../../../../shared/publications/read.ts'
import { post, postChange, postContent, postInput, postKind } from '../../../../shared/publications/schema.ts'
import { madeAt, pageOf, sendOne, sendPage, versionOf } from '../../http/answers.ts'
import {
  answer,
  body,
  idempotent,
  ifMatch,
  listOf,
  pageQuery,
  preconditions,
  type Router,
  refusals,
} from '../../http/contract.ts'
import { once } from '../../http/idempotency.ts'

const tags = ['publications']
const params = z.object({ id: idOf('post') })

const stepView = z.object({ reason: z.string(), at: z.iso.datetime() })
export const headView = post
  .partial({ contactId: true })
  .omit({ hold: true, withdrawal: true, heldFrom: true })
  .extend({
    /** None of what was withdrawn. */
    titles: z.array(post.shape.titles.unwrap()),
    hold: stepView.optional(),
    withdrawal: stepView.optional(),
  })
  .meta({ id: 'PostHead' })

export const postView = z
  .object({
    ...headView.shape,
    ...postContent.shape,
    texts: z.array(postContent.shape.texts.unwrap()),
  })
  .meta({ id: 'Post' })

const draft = createRoute({
  method: 'post',
  path: '/posts',
  tags,
  summary: "Draft a post in the name of one's own organization",
  request: { headers: idempotent, ...body(postInput) },
  responses: { 201: answer(postView, 'The draft'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/posts',
  tags,
  summary: "Posts, newest first: what members read, one coalition's, one's own, or those that are held",
  request: {
    query: pageQuery
      .extend({
        kind: postKind.optional(),
        situationId: idOf('situation').optional(),
        coalitionId: idOf('coalition').optional(),
        of: z.enum(['own', 'held']).optional(),
      })
      .refine(({ of, kind, situationId, coalitionId }) => !of || !(kind || situationId || coalitionId), {
        message: 'cannot be asked together with a filter',
        path: ['of'],
      }),
  },
  responses: { 200: answer(listOf(headView), 'A page of posts'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/posts/{id}',
  tags,
  summary: 'One post, in every language it has',
  request: { params },
  responses: { 200: answer(postView, 'The post'), ...refusals },
})

const update = createRoute({
  method: 'patch',
  path: '/posts/{id}',
  tags,
  summary: 'Change a draft',
  request: { params, headers: ifMatch, ...body(postChange) },
  responses: { 200: answer(postView, 'The draft'), ...refusals, ...preconditions },
})

const file = createRoute({
  method: 'get',
  path: '/posts/{id}/attachments/{attachmentId}',
  tags,
  summary: 'Where something that a post carries can be fetched, for a minute',
  request: { params: params.extend({ attachmentId: idOf('attachment') }) },
  responses: { 200: answer(download, 'Its address'), ...refusals },
})

export const postRoutes = (api: Router) =>
  api
    .openapi(draft, async (c) => {
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        async (deps) => postView.parse(await draftPost(deps, c.var.actor, input)),
        async (deps) => postView.parse(await readPost(deps, c.var.actor, deps.ids.next('post'))),
      )
      madeAt(c, `/v1/posts/${made.id}`, made.version)
      return c.json(made, 201)
    })
    .openapi(list, async (c) => {
      const { kind, situationId, coalitionId, of, ...page } = c.req.valid('query')
      const found = await listPosts(c.var.deps, c.var.actor, {
        filter: { kind, situationId, coalitionId, of },
        page: pageOf(c, page),
      })
      return sendPage(c, headView, found)
    })
    .openapi(read, async (c) =>
      sendOne(c, postView, await readPost(c.var.deps, c.var.actor, c.req.valid('param').id)),
    )
    .openapi(update, async (c) => {
      const changed = await updatePost(c.var.deps, c.var.actor, {
        id: c.req.valid('param').id,
        version: versionOf(c.req.valid('header')['if-match']),
        change: c.req.valid('json'),
      })
      return sendOne(c, postView, changed)
    })
    .openapi(file, async (c) =>
      c.json(await openAttachment(c.var.deps, c.var.actor, c.req.valid('param')), 200),
    )
