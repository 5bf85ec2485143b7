import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import * as z from 'zod'
import { freshUntil } from '../../../shared/identity/actor-of.ts'
import { beginTotp, confirmTotp } from '../../../shared/identity/factors/enrol.ts'
import { proveFactor, renewRecoveryCodes } from '../../../shared/identity/factors/prove.ts'
import { readFactors } from '../../../shared/identity/factors/read.ts'
import type { Session } from '../../../shared/identity/sessions.ts'
import { answer, body, type Router, refusals } from '../http/contract.ts'
import type { Env } from '../http/env.ts'
import { startSessionCookie } from '../http/session-cookie.ts'

const tags = ['identity']
const path = '/me/factors'

const factorsView = z
  .object({
    totp: z.object({ since: z.iso.datetime() }).nullable(),
    recoveryCodesLeft: z.int(),
    /** Whether the first registration asks for the code handed over with the grant. */
    enrolmentCodeNeeded: z.boolean(),
  })
  .meta({ id: 'Factors' })

const authenticatorCode = z.string().regex(/^[0-9]{6}$/, 'is not a six-digit code')
const longCode = z.string().min(1).max(64)

const proofInput = z
  .strictObject({ code: authenticatorCode.optional(), recoveryCode: longCode.optional() })
  .refine(({ code, recoveryCode }) => (code === undefined) !== (recoveryCode === undefined), {
    message: 'either code or recoveryCode',
  })
  .meta({ id: 'FactorProof' })

const provedView = z
  .object({
    token: z.string().optional().meta({
      description: 'The new bearer of this session; the old one is dead. Absent in a session by cookie.',
    }),
    expiresAt: z.iso.datetime(),
    freshUntil: z.iso.datetime(),
  })
  .meta({ id: 'ProvedSession' })

const recoveryCodes = z.array(z.string()).meta({ description: 'Shown once, to be kept offline' })

const read = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'What you have registered as second factor',
  responses: { 200: answer(factorsView, 'Without any secret'), ...refusals },
})

const begin = createRoute({
  method: 'post',
  path: `${path}/totp`,
  tags,
  summary: 'Begin to register an authenticator app',
  description: 'Answers a secret that counts once its first code has come back, within a quarter of an hour.',
  request: body(z.strictObject({ enrolmentCode: longCode.optional() }).meta({ id: 'TotpBeginning' })),
  responses: {
    201: answer(z.object({ secret: z.string(), uri: z.string() }).meta({ id: 'TotpSecret' }), 'Shown once'),
    ...refusals,
  },
})

const confirm = createRoute({
  method: 'post',
  path: `${path}/totp/confirmation`,
  tags,
  summary: 'Register the authenticator app, by its first code',
  request: body(z.strictObject({ code: authenticatorCode }).meta({ id: 'TotpConfirmation' })),
  responses: {
    200: answer(
      provedView.extend({ recoveryCodes }).meta({ id: 'RegisteredFactor' }),
      'Registered and proved',
    ),
    ...refusals,
  },
})

const prove = createRoute({
  method: 'post',
  path: `${path}/proof`,
  tags,
  summary: 'Prove your second factor in this session',
  description:
    'By a code of the authenticator, each of which counts once, or by a recovery code, whose use every coordinator sees.',
  request: body(proofInput),
  responses: { 200: answer(provedView, 'Proved'), ...refusals },
})

const renew = createRoute({
  method: 'post',
  path: `${path}/recovery-codes`,
  tags,
  summary: 'New recovery codes in the place of the old',
  responses: { 200: answer(z.object({ recoveryCodes }).meta({ id: 'RecoveryCodes' }), 'Ten'), ...refusals },
})

/** A session goes on under its new secret: in the cookie, or in the answer to who came with a bearer. */
const goOn = (c: Context<Env>, session: Session) => {
  c.header('Cache-Control', 'no-store')
  if (c.var.by === 'cookie') startSessionCookie(c, session)
  return {
    ...(c.var.by === 'token' && { token: session.secret }),
    expiresAt: session.expiresAt.toISOString(),
    freshUntil: freshUntil(session),
  }
}

export const factorRoutes = (api: Router) =>
  api
    .openapi(read, async (c) =>
      c.json(factorsView.parse(await readFactors(c.var.deps, c.var.actor, c.var.credential)), 200),
    )
    .openapi(begin, async (c) => {
      const { enrolmentCode } = c.req.valid('json')
      c.header('Cache-Control', 'no-store')
      const held = c.var.credential
      return c.json(await beginTotp(c.var.deps, c.var.actor, { held, enrolmentCode }), 201)
    })
    .openapi(confirm, async (c) => {
      const { code } = c.req.valid('json')
      const made = await confirmTotp(c.var.deps, c.var.actor, { held: c.var.credential, code })
      const view = { ...provedView.parse(goOn(c, made.session)), recoveryCodes: [...made.recoveryCodes] }
      return c.json(view, 200)
    })
    .openapi(prove, async (c) => {
      const proof = { ...c.req.valid('json'), held: c.var.credential }
      return c.json(provedView.parse(goOn(c, await proveFactor(c.var.deps, c.var.actor, proof))), 200)
    })
    .openapi(renew, async (c) => {
      const codes = await renewRecoveryCodes(c.var.deps, c.var.actor, c.var.credential)
      c.header('Cache-Control', 'no-store')
      return c.json({ recoveryCodes: [...codes] }, 200)
    })
