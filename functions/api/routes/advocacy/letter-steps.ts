import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { recordAnswer } from '../../../../shared/advocacy/letters/answer.ts'
import { closeLetter, deliverLetter, tryLetter } from '../../../../shared/advocacy/letters/deliver.ts'
import { letterAnswer } from '../../../../shared/advocacy/letters/schema.ts'
import { openLetter, withdrawLetter } from '../../../../shared/advocacy/letters/write.ts'
import { idOf } from '../../../../shared/ids.ts'
import { sendOne, versioned } from '../../http/answers.ts'
import { answer, body, ifMatch, preconditions, type Router, refusals } from '../../http/contract.ts'
import { letterView } from './letters.ts'

const params = z.object({ id: idOf('letter') })
const responses = { 200: answer(letterView, 'The letter'), ...refusals, 412: preconditions[412] }

const step = <P extends string, R extends object>(path: P, summary: string, request: R) =>
  createRoute({
    method: 'post',
    path: `/letters/{id}/${path}` as const,
    tags: ['advocacy'],
    summary,
    request: { params, headers: ifMatch, ...request },
    responses,
  })

const opening = step('opening', 'Let organizations sign it, until its deadline', {})
const closure = step('closure', 'End signing before its time', {})
const trial = step('trial', 'Have it sent to yourself, as its target would get it', {})
const delivery = step('delivery', "Have it go out at the next of its target's office hours", {})
const withdrawal = step('withdrawal', 'Give it up, before it has gone out', {})
const answering = step('answer', 'Keep what its target answered', body(letterAnswer))

/** What becomes of a letter once it is written. */
export const letterStepRoutes = (api: Router) =>
  api
    .openapi(opening, async (c) => {
      const named = versioned(c.req.valid('param'), c.req.valid('header'))
      return sendOne(c, letterView, await openLetter(c.var.deps, c.var.actor, named))
    })
    .openapi(closure, async (c) => {
      const named = versioned(c.req.valid('param'), c.req.valid('header'))
      return sendOne(c, letterView, await closeLetter(c.var.deps, c.var.actor, named))
    })
    .openapi(trial, async (c) => {
      const named = versioned(c.req.valid('param'), c.req.valid('header'))
      return sendOne(c, letterView, await tryLetter(c.var.deps, c.var.actor, named))
    })
    .openapi(delivery, async (c) => {
      const named = versioned(c.req.valid('param'), c.req.valid('header'))
      return sendOne(c, letterView, await deliverLetter(c.var.deps, c.var.actor, named))
    })
    .openapi(withdrawal, async (c) => {
      const named = versioned(c.req.valid('param'), c.req.valid('header'))
      return sendOne(c, letterView, await withdrawLetter(c.var.deps, c.var.actor, named))
    })
    .openapi(answering, async (c) => {
      const named = versioned(c.req.valid('param'), c.req.valid('header'))
      const given = { ...named, answer: c.req.valid('json') }
      return sendOne(c, letterView, await recordAnswer(c.var.deps, c.var.actor, given))
    })
