import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Actor } from '../../../shared/access/actor.ts'
import { recordAnswer } from '../../../shared/advocacy/letters/answer.ts'
import { closeLetter, deliverLetter, tryLetter } from '../../../shared/advocacy/letters/deliver.ts'
import { type Letter, letterAnswer } from '../../../shared/advocacy/letters/schema.ts'
import { openLetter, withdrawLetter } from '../../../shared/advocacy/letters/write.ts'
import type { Deps } from '../../../shared/deps.ts'
import { idOf } from '../../../shared/ids.ts'
import { optionalVersionOf, sendOne } from '../http/answers.ts'
import { answer, body, ifMatch, preconditions, type Router, refusals } from '../http/contract.ts'
import { letterView } from './letters.ts'

const params = z.object({ id: idOf('letter') })
const responses = { 200: answer(letterView, 'The letter'), ...refusals, 412: preconditions[412] }

interface Named {
  readonly id: string
  readonly version: number | undefined
}

const steps = {
  opening: ['Let organizations sign it, until its deadline', openLetter],
  closure: ['End signing before its time', closeLetter],
  trial: ['Have it sent to yourself, as its target would get it', tryLetter],
  delivery: ["Have it go out at the next of its target's office hours", deliverLetter],
  withdrawal: ['Give it up, before it has gone out', withdrawLetter],
} as const satisfies Record<
  string,
  readonly [summary: string, (deps: Deps, actor: Actor, named: Named) => Promise<Letter>]
>

const answering = createRoute({
  method: 'post',
  path: '/letters/{id}/answer',
  tags: ['advocacy'],
  summary: 'Keep what its target answered',
  request: { params, headers: ifMatch, ...body(letterAnswer) },
  responses,
})

/** What becomes of a letter once it is written. */
export const letterStepRoutes = (api: Router) => {
  for (const [name, [summary, step]] of Object.entries(steps)) {
    const route = createRoute({
      method: 'post',
      path: `/letters/{id}/${name}`,
      tags: ['advocacy'],
      summary,
      request: { params, headers: ifMatch },
      responses,
    })
    api.openapi(route, async (c) => {
      const version = optionalVersionOf(c.req.valid('header')['if-match'])
      return sendOne(c, letterView, await step(c.var.deps, c.var.actor, { ...c.req.valid('param'), version }))
    })
  }

  api.openapi(answering, async (c) => {
    const version = optionalVersionOf(c.req.valid('header')['if-match'])
    const given = { ...c.req.valid('param'), version, answer: c.req.valid('json') }
    return sendOne(c, letterView, await recordAnswer(c.var.deps, c.var.actor, given))
  })
}
