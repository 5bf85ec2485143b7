import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { download } from '../../../../shared/attachments/schema.ts'
import { idOf } from '../../../../shared/ids.ts'
import { addItem, changeItem, removeItem } from '../../../../shared/library/keep.ts'
import { item, itemAudiences, itemChange, itemInput, itemKinds } from '../../../../shared/library/schema.ts'
import { openItemFile, readItem, searchLibrary } from '../../../../shared/library/search.ts'
import { language } from '../../../../shared/text.ts'
import { pageOf, sendMade, sendOne, sendPage, versioned, versionOf } from '../../http/answers.ts'
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

const tags = ['library']
const params = z.object({ id: idOf('libraryItem') })
const itemView = item.meta({ id: 'LibraryItem' })

const add = createRoute({
  method: 'post',
  path: '/library',
  tags,
  summary: 'Take something into the library',
  request: { headers: idempotent, ...body(itemInput) },
  responses: { 201: answer(itemView, 'The new item'), ...refusals },
})

const search = createRoute({
  method: 'get',
  path: '/library',
  tags,
  summary: 'What is in the library, newest first: by words of its titles and by what it is about',
  request: {
    query: pageQuery.extend({
      q: z.string().max(200).optional(),
      lang: language.optional(),
      kind: z.enum(itemKinds).optional(),
      subject: z.string().max(60).optional(),
      audience: z.enum(itemAudiences).optional(),
      language: language.optional(),
      licence: z.string().max(60).optional(),
    }),
  },
  responses: { 200: answer(listOf(itemView), 'A page of items'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/library/{id}',
  tags,
  summary: 'One item',
  request: { params },
  responses: { 200: answer(itemView, 'The item'), ...refusals },
})

const change = createRoute({
  method: 'patch',
  path: '/library/{id}',
  tags,
  summary: 'Change an item',
  request: { params, headers: ifMatch, ...body(itemChange) },
  responses: { 200: answer(itemView, 'The item'), ...refusals, ...preconditions },
})

const remove = createRoute({
  method: 'delete',
  path: '/library/{id}',
  tags,
  summary: 'Remove an item',
  request: { params, headers: ifMatch },
  responses: { 204: { description: 'Removed' }, ...refusals, 412: preconditions[412] },
})

const file = createRoute({
  method: 'get',
  path: '/library/{id}/attachments/{attachmentId}',
  tags,
  summary: 'Where something that an item carries can be fetched, for a minute',
  request: { params: params.extend({ attachmentId: idOf('attachment') }) },
  responses: { 200: answer(download, 'Its address'), ...refusals },
})

export const libraryRoutes = (api: Router) =>
  api
    .openapi(add, async (c) => {
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        (deps) => addItem(deps, c.var.actor, input),
        (deps) => readItem(deps, c.var.actor, deps.ids.next('libraryItem')),
      )
      return sendMade(c, itemView, made)
    })
    .openapi(search, async (c) => {
      const { q, lang, limit, cursor, ...facets } = c.req.valid('query')
      const page = pageOf(c, { limit, cursor })
      const found = await searchLibrary(c.var.deps, c.var.actor, { words: q, wordsIn: lang, facets, page })
      return sendPage(c, itemView, found)
    })
    .openapi(read, async (c) =>
      sendOne(c, itemView, await readItem(c.var.deps, c.var.actor, c.req.valid('param').id)),
    )
    .openapi(change, async (c) => {
      const changed = await changeItem(c.var.deps, c.var.actor, {
        id: c.req.valid('param').id,
        version: versionOf(c.req.valid('header')['if-match']),
        change: c.req.valid('json'),
      })
      return sendOne(c, itemView, changed)
    })
    .openapi(remove, async (c) => {
      await removeItem(c.var.deps, c.var.actor, versioned(c.req.valid('param'), c.req.valid('header')))
      return c.body(null, 204)
    })
    .openapi(file, async (c) =>
      c.json(await openItemFile(c.var.deps, c.var.actor, c.req.valid('param')), 200),
    )
