import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { listLetters, listSignatures, readLetter } from '../../../../shared/advocacy/letters/read.ts'
import {
  letter,
  letterChange,
  letterInput,
  signature,
  signatureInput,
} from '../../../../shared/advocacy/letters/schema.ts'
import { signLetter, unsignLetter } from '../../../../shared/advocacy/letters/sign.ts'
import { changeLetter, draftLetter } from '../../../../shared/advocacy/letters/write.ts'
import { idOf } from '../../../../shared/ids.ts'
import { pageOf, sendMade, sendOne, sendPage, versionOf } from '../../http/answers.ts'
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

const tags = ['advocacy']
const params = z.object({ id: idOf('letter') })
export const letterView = letter.meta({ id: 'Letter' })
const signatureView = signature.partial({ contactId: true }).meta({ id: 'Signature' })

const draft = createRoute({
  method: 'post',
  path: '/letters',
  tags,
  summary: 'Draft a letter of a coalition to an authority',
  request: { headers: idempotent, ...body(letterInput) },
  responses: { 201: answer(letterView, 'The draft'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/letters',
  tags,
  summary: "Letters, newest first: a coalition's, or those open to every member",
  request: { query: pageQuery.extend({ coalitionId: idOf('coalition').optional() }) },
  responses: { 200: answer(listOf(letterView), 'A page of letters'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/letters/{id}',
  tags,
  summary: 'One letter, with the digest of what is signed',
  request: { params },
  responses: { 200: answer(letterView, 'The letter'), ...refusals },
})

const change = createRoute({
  method: 'patch',
  path: '/letters/{id}',
  tags,
  summary: 'Change a letter; once somebody has signed it, its deadline alone',
  request: { params, headers: ifMatch, ...body(letterChange) },
  responses: { 200: answer(letterView, 'The letter'), ...refusals, ...preconditions },
})

const sign = createRoute({
  method: 'post',
  path: '/letters/{id}/signatures',
  tags,
  summary: "Sign it in the name of one's organization, as its signatory",
  request: { params, ...body(signatureInput) },
  responses: { 201: answer(signatureView, 'The signature'), ...refusals },
})

const unsign = createRoute({
  method: 'delete',
  path: '/letters/{id}/signatures',
  tags,
  summary: "Take one's organization's signature back, while the letter can be signed",
  request: { params },
  responses: { 204: { description: 'Taken back' }, ...refusals },
})

const signatures = createRoute({
  method: 'get',
  path: '/letters/{id}/signatures',
  tags,
  summary: 'Who has signed, by organization',
  request: { params, query: pageQuery },
  responses: { 200: answer(listOf(signatureView), 'A page of signatures'), ...refusals },
})

export const signatureRoutes = (api: Router) =>
  api
    .openapi(sign, async (c) => {
      const { id } = c.req.valid('param')
      const { digest } = c.req.valid('json')
      const signed = await signLetter(c.var.deps, c.var.actor, { id, digest })
      c.header('Location', `/v1/letters/${id}/signatures`)
      return c.json(signatureView.parse(signed), 201)
    })
    .openapi(unsign, async (c) => {
      await unsignLetter(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.body(null, 204)
    })
    .openapi(signatures, async (c) => {
      const { id } = c.req.valid('param')
      const page = pageOf(c, c.req.valid('query'))
      return sendPage(c, signatureView, await listSignatures(c.var.deps, c.var.actor, { id, page }))
    })

export const letterRoutes = (api: Router) =>
  api
    .openapi(draft, async (c) => {
      const input = c.req.valid('json')
      const made = await once(
        c,
        input,
        (deps) => draftLetter(deps, c.var.actor, input),
        (deps) => readLetter(deps, c.var.actor, deps.ids.next('letter')),
      )
      return sendMade(c, letterView, made)
    })
    .openapi(list, async (c) => {
      const { coalitionId, ...page } = c.req.valid('query')
      const given = { coalitionId, page: pageOf(c, page) }
      return sendPage(c, letterView, await listLetters(c.var.deps, c.var.actor, given))
    })
    .openapi(read, async (c) =>
      sendOne(c, letterView, await readLetter(c.var.deps, c.var.actor, c.req.valid('param').id)),
    )
    .openapi(change, async (c) => {
      const changed = await changeLetter(c.var.deps, c.var.actor, {
        id: c.req.valid('param').id,
        version: versionOf(c.req.valid('header')['if-match']),
        change: c.req.valid('json'),
      })
      return sendOne(c, letterView, changed)
    })
