import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { person } from '../../../shared/access/actor.ts'
import { askToSignIn } from '../../../shared/identity/ask-to-sign-in.ts'
import { useSignInCode } from '../../../shared/identity/use-sign-in.ts'
import { idOf } from '../../../shared/ids.ts'
import { email } from '../../../shared/text.ts'
import { answer, body, type Router, refusals } from '../http/contract.ts'
import { sourceOf } from '../http/source.ts'

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
    code: z.string().regex(/^[0-9]{6}$/, 'is not a six-digit code'),
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

/** The way in, for which one needs no credentials. */
export const signInRoutes = (api: Router) => {
  api.openapi(ask, async (c) => {
    await askToSignIn(c.var.deps, { ...c.req.valid('json'), source: sourceOf(c) })
    return c.json({ status: 'accepted' as const }, 202)
  })

  api.openapi(code, async (c) => {
    const { secret, person, expiresAt } = await useSignInCode(c.var.deps, {
      ...c.req.valid('json'),
      source: sourceOf(c),
    })
    c.header('Cache-Control', 'no-store')
    return c.json(sessionView.parse({ token: secret, expiresAt: expiresAt.toISOString(), person }), 200)
  })
}
