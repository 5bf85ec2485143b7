import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { beginTotp, confirmTotp } from '../../../../shared/identity/factors/enrol.ts'
import { assertion } from '../../../../shared/identity/factors/passkeys/schema.ts'
import { proveFactor, renewRecoveryCodes } from '../../../../shared/identity/factors/prove.ts'
import { readFactors } from '../../../../shared/identity/factors/read.ts'
import { removeTotp } from '../../../../shared/identity/factors/remove.ts'
import { sixDigits } from '../../../../shared/text.ts'
import { answer, body, type Router, refusals } from '../../http/contract.ts'
import { passkeyView } from './passkeys.ts'
import { goOn, longCode, provedView, recoveryCodes } from './proved-session.ts'

const tags = ['identity']
const path = '/me/factors'

const factorsView = z
  .object({
    totp: z.object({ since: z.iso.datetime() }).nullable(),
    passkeys: z.array(passkeyView),
    /** Whether a code of the app counts only with the next one, for too many wrong ones were given. */
    nextCodeNeeded: z.boolean(),
    recoveryCodesLeft: z.int(),
    /** Whether the first registration asks for the code handed over with the grant. */
    enrolmentCodeNeeded: z.boolean(),
  })
  .meta({ id: 'Factors' })

const proofInput = z
  .strictObject({
    code: sixDigits.optional(),
    nextCode: sixDigits.optional().meta({
      description: 'What the app shows after `code`: needed once too many wrong codes were given',
    }),
    passkey: assertion.optional(),
    recoveryCode: longCode.optional(),
  })
  .refine(({ code, nextCode }) => nextCode === undefined || code !== undefined, {
    message: 'follows a code',
    path: ['nextCode'],
  })
  .refine(({ nextCode: _, ...ways }) => Object.values(ways).filter((way) => way !== undefined).length === 1, {
    message: 'one of code, passkey and recoveryCode',
  })
  .meta({ id: 'FactorProof' })

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
  request: body(z.strictObject({ code: sixDigits }).meta({ id: 'TotpConfirmation' })),
  responses: {
    200: answer(
      provedView.extend({ recoveryCodes }).meta({ id: 'RegisteredFactor' }),
      'Registered and proved',
    ),
    ...refusals,
  },
})

const remove = createRoute({
  method: 'delete',
  path: `${path}/totp`,
  tags,
  summary: 'Remove the authenticator app, while you have another second factor',
  description: 'Your other sessions end: whoever has what is removed may have proved one by it.',
  responses: { 204: { description: 'Removed' }, ...refusals },
})

const prove = createRoute({
  method: 'post',
  path: `${path}/proof`,
  tags,
  summary: 'Prove your second factor in this session',
  description:
    'By a code of the authenticator, each of which counts once, by what a passkey answers to the options asked for before, or by a recovery code, whose use every coordinator sees.',
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

export const factorRoutes = (api: Router) =>
  api
    .openapi(read, async (c) =>
      c.json(factorsView.parse(await readFactors(c.var.deps, c.var.actor, c.var.credential)), 200),
    )
    .openapi(begin, async (c) => {
      const { enrolmentCode } = c.req.valid('json')
      const held = c.var.credential
      return c.json(await beginTotp(c.var.deps, c.var.actor, { held, enrolmentCode }), 201)
    })
    .openapi(confirm, async (c) => {
      const { code } = c.req.valid('json')
      const made = await confirmTotp(c.var.deps, c.var.actor, { held: c.var.credential, code })
      const view = { ...goOn(c, made.session), recoveryCodes: [...made.recoveryCodes] }
      return c.json(view, 200)
    })
    .openapi(remove, async (c) => {
      await removeTotp(c.var.deps, c.var.actor, c.var.credential)
      return c.body(null, 204)
    })
    .openapi(prove, async (c) => {
      const proof = { ...c.req.valid('json'), held: c.var.credential }
      return c.json(goOn(c, await proveFactor(c.var.deps, c.var.actor, proof)), 200)
    })
    .openapi(renew, async (c) => {
      const codes = await renewRecoveryCodes(c.var.deps, c.var.actor, c.var.credential)
      return c.json({ recoveryCodes: [...codes] }, 200)
    })
