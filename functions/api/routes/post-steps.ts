import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Actor } from '../../../shared/access/actor.ts'
import type { Deps } from '../../../shared/deps.ts'
import { idOf } from '../../../shared/ids.ts'
import {
  correctPost,
  holdPost,
  publishPost,
  releasePost,
  withdrawPost,
} from '../../../shared/publications/publish.ts'
import { postCorrection, reasonInput, type WholePost } from '../../../shared/publications/schema.ts'
import { optionalVersionOf, sendOne } from '../http/answers.ts'
import { answer, body, ifMatch, preconditions, type Router, refusals } from '../http/contract.ts'
import { postView } from './posts.ts'

const tags = ['publications']
const params = z.object({ id: idOf('post') })
const responses = {
  200: answer(postView, 'The post'),
  ...refusals,
  412: preconditions[412],
}

interface Named {
  readonly id: string
  readonly version: number | undefined
}
type Step = (deps: Deps, actor: Actor, named: Named) => Promise<WholePost>

/** A step that needs no words. */
const plainStep = (api: Router, name: string, summary: string, step: Step) => {
  const route = createRoute({
    method: 'post',
    path: `/posts/{id}/${name}`,
    tags,
    summary,
    request: { params, headers: ifMatch },
    responses,
  })
  api.openapi(route, async (c) => {
    const version = optionalVersionOf(c.req.valid('header')['if-match'])
    return sendOne(c, postView, await step(c.var.deps, c.var.actor, { ...c.req.valid('param'), version }))
  })
}

/** A step for which somebody says why. */
const reasonedStep = (
  api: Router,
  name: string,
  summary: string,
  step: (deps: Deps, actor: Actor, named: Named & { reason: string }) => Promise<WholePost>,
) => {
  const route = createRoute({
    method: 'post',
    path: `/posts/{id}/${name}`,
    tags,
    summary,
    request: { params, headers: ifMatch, ...body(reasonInput) },
    responses,
  })
  api.openapi(route, async (c) => {
    const version = optionalVersionOf(c.req.valid('header')['if-match'])
    const { reason } = c.req.valid('json')
    const given = { ...c.req.valid('param'), version, reason }
    return sendOne(c, postView, await step(c.var.deps, c.var.actor, given))
  })
}

const correction = createRoute({
  method: 'post',
  path: '/posts/{id}/correction',
  tags,
  summary: 'Correct what was published, and say what has changed',
  request: { params, headers: ifMatch, ...body(postCorrection) },
  responses,
})

/** What becomes of a post once it is written. */
export const postStepRoutes = (api: Router) => {
  plainStep(api, 'publication', 'Have those a draft is for read it', publishPost)
  plainStep(api, 'release', 'Let what is held be read again', releasePost)
  reasonedStep(api, 'hold', 'Take a post out of sight for the time being', holdPost)
  reasonedStep(api, 'withdrawal', 'Take a post back for good', withdrawPost)

  api.openapi(correction, async (c) => {
    const version = optionalVersionOf(c.req.valid('header')['if-match'])
    const given = { ...c.req.valid('param'), version, correction: c.req.valid('json') }
    return sendOne(c, postView, await correctPost(c.var.deps, c.var.actor, given))
  })
}
