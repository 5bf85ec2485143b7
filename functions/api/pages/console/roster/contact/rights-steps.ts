import type { Context } from 'hono'
import * as z from 'zod'
import { proposeGrant, readGrant } from '../../../../../../shared/identity/give-grant.ts'
import { motionKinds } from '../../../../../../shared/identity/motions/repository.ts'
import { text } from '../../../../../../shared/text.ts'
import type { Router } from '../../../../http/contract.ts'
import type { Env } from '../../../../http/env.ts'
import { onceUnder } from '../../../../http/idempotency.ts'
import { grantInPath, want } from '../../rights/steps.tsx'
import { filled, givenIn, parsed, type Typed } from '../../shell/form.ts'
import { posted } from '../../shell/post.ts'
import { contactPath, namedIn } from './named.ts'
import { showContact } from './page.tsx'

const step = (take: (c: Context<Env>, typed: Typed) => Promise<string | Response>) =>
  posted((c) => ({
    act: (typed) => take(c, typed),
    again: (form, status) => showContact(c, form, status),
  }))

const propose = step(async (c, typed) => {
  const { actor } = c.var
  const proposal = { ...namedIn(c), ...grantInPath(c) }
  await onceUnder(
    { c, key: givenIn(typed, 'once'), payload: proposal },
    (deps) => proposeGrant(deps, actor, proposal),
    (deps) => readGrant(deps, actor, proposal),
  )
  return `${contactPath(proposal)}?done=proposed`
})

const motionInput = z.object({
  motion: z.object({ kind: z.enum(motionKinds), reason: text(2000).optional() }),
})

const put = step((c, typed) => {
  const { motion } = parsed(motionInput, {
    motion: filled({ kind: givenIn(typed, 'motion.kind'), reason: givenIn(typed, 'motion.reason') }),
  })
  return want(c, typed, { contactId: namedIn(c).contactId, ...motion })
})

/** What is proposed on somebody's own page. */
export const contactRightsPages = (pages: Router, at: string) => {
  pages.post(`${at}/grants/:kind`, propose)
  pages.post(`${at}/motions`, put)
}
