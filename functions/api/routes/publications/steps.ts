import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import {
  correctPost,
  holdPost,
  publishPost,
  releasePost,
  withdrawPost,
} from '../../../../shared/publications/publish.ts'
import { postCorrection, reasonInput } from '../../../../shared/publications/schema.ts'
import { sendOne, versioned } from '../../http/answers.ts'
import { answer, body, ifMatch, preconditions, type Router, refusals } from '../../http/contract.ts'
import { postView } from './posts.ts'

const params = z.object({ id: idOf('post') })
const responses = {
  200: answer(postView, 'The post'),
  ...refusals,
  412: preconditions[412],
}

const step = <P extends string, R extends object>(path: P, summary: string, request: R) =>
  createRoute({
    method: 'post',
    path: `/posts/{id}/${path}` as const,
    tags: ['publications'],
    summary,
    request: { params, headers: ifMatch, ...request },
    responses,
  })

const publication = step('publication', 'Have those a draft is for read it', {})
const release = step('release', 'Let what is held be read again', {})
const hold = step('hold', 'Take a post out of sight for the time being', body(reasonInput))
const withdrawal = step('withdrawal', 'Take a post back for good', body(reasonInput))
const correction = step(
  'correction',
  'Correct what was published, and say what has changed',
  body(postCorrection),
)

/** What becomes of a post once it is written. */
export const postStepRoutes = (api: Router) =>
  api
    .openapi(publication, async (c) => {
      const named = versioned(c.req.valid('param'), c.req.valid('header'))
      return sendOne(c, postView, await publishPost(c.var.deps, c.var.actor, named))
    })
    .openapi(release, async (c) => {
      const named = versioned(c.req.valid('param'), c.req.valid('header'))
      return sendOne(c, postView, await releasePost(c.var.deps, c.var.actor, named))
    })
    .openapi(hold, async (c) => {
      const named = versioned(c.req.valid('param'), c.req.valid('header'))
      const given = { ...named, ...c.req.valid('json') }
      return sendOne(c, postView, await holdPost(c.var.deps, c.var.actor, given))
    })
    .openapi(withdrawal, async (c) => {
      const named = versioned(c.req.valid('param'), c.req.valid('header'))
      const given = { ...named, ...c.req.valid('json') }
      return sendOne(c, postView, await withdrawPost(c.var.deps, c.var.actor, given))
    })
    .openapi(correction, async (c) => {
      const named = versioned(c.req.valid('param'), c.req.valid('header'))
      const given = { ...named, correction: c.req.valid('json') }
      return sendOne(c, postView, await correctPost(c.var.deps, c.var.actor, given))
    })
