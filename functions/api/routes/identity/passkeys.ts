import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { askPasskey } from '../../../../shared/identity/factors/passkeys/prove.ts'
import { beginPasskey, registerPasskey } from '../../../../shared/identity/factors/passkeys/register.ts'
import { attestation, passkeyLabel } from '../../../../shared/identity/factors/passkeys/schema.ts'
import { removePasskey } from '../../../../shared/identity/factors/remove.ts'
import { idOf } from '../../../../shared/ids.ts'
import { answer, body, type Router, refusals } from '../../http/contract.ts'
import { goOn, longCode, provedView, recoveryCodes } from './proved-session.ts'

const tags = ['identity']
const path = '/me/factors'

/** What is shown of one: neither its key nor what its authenticator is known by. */
export const passkeyView = z
  .object({
    id: idOf('passkey'),
    label: z.string(),
    since: z.iso.datetime(),
    usedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Passkey' })

const described = z.array(
  z.object({ id: z.string(), type: z.literal('public-key'), transports: z.array(z.string()).optional() }),
)

const creationOptions = z
  .object({
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    challenge: z.string(),
    pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.int() })),
    timeout: z.int(),
    attestation: z.literal('none'),
    excludeCredentials: described,
    authenticatorSelection: z.object({ residentKey: z.string(), userVerification: z.string() }),
  })
  .meta({
    id: 'PasskeyCreationOptions',
    description: 'For `PublicKeyCredential.parseCreationOptionsFromJSON`',
  })

const requestOptions = z
  .object({
    rpId: z.string(),
    challenge: z.string(),
    timeout: z.int(),
    allowCredentials: described,
    userVerification: z.string(),
  })
  .meta({ id: 'PasskeyRequestOptions', description: 'For `PublicKeyCredential.parseRequestOptionsFromJSON`' })

const begin = createRoute({
  method: 'post',
  path: `${path}/passkeys/options`,
  tags,
  summary: 'Begin to register a passkey',
  description: 'Answers what a browser needs to make one, in this session and within five minutes.',
  request: body(z.strictObject({ enrolmentCode: longCode.optional() }).meta({ id: 'PasskeyBeginning' })),
  responses: { 200: answer(creationOptions, 'For one registration'), ...refusals },
})

const register = createRoute({
  method: 'post',
  path: `${path}/passkeys`,
  tags,
  summary: 'Register the passkey that the browser has made',
  request: body(
    z.strictObject({ label: passkeyLabel, passkey: attestation }).meta({ id: 'PasskeyRegistration' }),
  ),
  responses: {
    201: answer(
      provedView.extend({ passkey: passkeyView, recoveryCodes }).meta({ id: 'RegisteredPasskey' }),
      'Registered and proved',
    ),
    ...refusals,
  },
})

const remove = createRoute({
  method: 'delete',
  path: `${path}/passkeys/{id}`,
  tags,
  summary: 'Remove a passkey of your own, while you have another second factor',
  description: 'Your other sessions end: whoever has what is removed may have proved one by it.',
  request: { params: z.object({ id: idOf('passkey') }) },
  responses: { 204: { description: 'Removed' }, ...refusals },
})

const ask = createRoute({
  method: 'post',
  path: `${path}/proof/options`,
  tags,
  summary: 'Begin to prove your second factor by a passkey',
  description: 'Answers what a browser needs to have it sign, once, in this session and within five minutes.',
  responses: { 200: answer(requestOptions, 'For one proof'), ...refusals },
})

export const passkeyRoutes = (api: Router) =>
  api
    .openapi(begin, async (c) => {
      const { enrolmentCode } = c.req.valid('json')
      const { deps, actor, credential: held } = c.var
      return c.json(creationOptions.parse(await beginPasskey(deps, actor, { held, enrolmentCode })), 200)
    })
    .openapi(register, async (c) => {
      const { label, passkey: response } = c.req.valid('json')
      const { deps, actor, credential: held } = c.var
      const made = await registerPasskey(deps, actor, { held, label, response })
      const view = passkeyView.parse({ ...made.passkey, usedAt: null })
      return c.json({ ...goOn(c, made.session), passkey: view, recoveryCodes: [...made.recoveryCodes] }, 201)
    })
    .openapi(remove, async (c) => {
      const { deps, actor, credential: held } = c.var
      await removePasskey(deps, actor, { held, id: c.req.valid('param').id })
      return c.body(null, 204)
    })
    .openapi(ask, async (c) => {
      const { deps, actor, credential } = c.var
      return c.json(requestOptions.parse(await askPasskey(deps, actor, credential)), 200)
    })
