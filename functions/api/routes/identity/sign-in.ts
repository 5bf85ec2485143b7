import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { person } from '../../../../shared/access/actor.ts'
import { askToSignIn } from '../../../../shared/identity/ask-to-sign-in.ts'
import { signInByRecovery } from '../../../../shared/identity/factors/recover.ts'
import type { Session } from '../../../../shared/identity/sessions.ts'
import { useSignInCode } from '../../../../shared/identity/use-sign-in.ts'
import { idOf } from '../../../../shared/ids.ts'
import { email, sixDigits } from '../../../../shared/text.ts'
import { answer, body, type Router, refusals } from '../../http/contract.ts'
import { sourceOf } from '../../http/source.ts'

const tags = ['identity']

const accepted = z.object({ status: z.literal('accepted') })

const ask = createRoute({
  method: 'post',
  path: '/sign-in',
  tags,
  summary: 'Ask for a mail with a link and a code',
  description:
    'The answer is the same whether or not the address is known. Link and code work once, for half an hour.',
  security: [],
  request: body(z.strictObject({ email }).meta({ id: 'SignInRequest' })),
  responses: { 202: answer(accepted, 'If the address is known, a mail is on its way'), ...refusals },
})

const sessionView = z
  .object({
    token: z.string().meta({ description: 'Bearer of the session; shown once' }),
    expiresAt: z.iso.datetime(),
    person: person.omit({ kind: true, scopes: true }),
  })
  .meta({ id: 'Session' })

const codeInput = z
  .strictObject({
    email,
    code: sixDigits,
    /** Where the address serves several organizations, the one to act for. */
    organizationId: idOf('organization').optional(),
  })
  .meta({ id: 'SignInCode' })

const code = createRoute({
  method: 'post',
  path: '/sign-in/code',
  tags,
  summary: 'Sign in by the code from the newest mail',
  description:
    'Answers the bearer token of a session of twelve hours. Five tries for one code, twenty a day for one address.',
  security: [],
  request: body(codeInput),
  responses: { 200: answer(sessionView, 'A session'), ...refusals },
})

const recovery = createRoute({
  method: 'post',
  path: '/sign-in/recovery',
  tags,
  summary: 'Sign in without the mailbox, by a recovery code',
  description: 'For coordinators and approvers. Every coordinator is told at once that it was used.',
  security: [],
  request: body(
    z
      .strictObject({ contactId: idOf('contact'), recoveryCode: z.string().min(1).max(64) })
      .meta({ id: 'RecoverySignIn' }),
  ),
  responses: { 200: answer(sessionView, 'A session, with the second factor proved'), ...refusals },
})

const view = ({ secret, person, expiresAt }: Session) =>
  sessionView.parse({ token: secret, expiresAt: expiresAt.toISOString(), person })

/** The way in, for which one needs no credentials. */
export const signInRoutes = (api: Router) =>
  api
    .openapi(ask, async (c) => {
      await askToSignIn(c.var.deps, { ...c.req.valid('json'), source: sourceOf(c) })
      return c.json({ status: 'accepted' as const }, 202)
    })
    .openapi(code, async (c) => {
      const session = await useSignInCode(c.var.deps, { ...c.req.valid('json'), source: sourceOf(c) })
      return c.json(view(session), 200)
    })
    .openapi(recovery, async (c) => {
      const { contactId, recoveryCode: code } = c.req.valid('json')
      const session = await signInByRecovery(c.var.deps, { contactId, code, source: sourceOf(c) })
      return c.json(view(session), 200)
    })
