import type { Context } from 'hono'
import { secondFactorRequired } from '../../../../../shared/access/permit.ts'
import { DomainError } from '../../../../../shared/errors.ts'
import { actorOf } from '../../../../../shared/identity/actor-of.ts'
import { findCredential } from '../../../../../shared/identity/credentials.ts'
import { assertion } from '../../../../../shared/identity/factors/passkeys/schema.ts'
import { proveFactor } from '../../../../../shared/identity/factors/prove.ts'
import { digitsIn } from '../../../../../shared/text.ts'
import type { Env } from '../../../http/env.ts'
import { startSessionCookie } from '../../../http/session-cookie.ts'
import { answeredIn } from '../../sign-in/passkey.tsx'
import { givenIn, type Typed, valueIn } from './form.ts'

/** The fields in which a form that was kept carries along the codes of the app, or what a passkey answered. */
export const codeField = 'second-factor'
export const nextCodeField = 'second-factor-next'
export const passkeyField = 'passkey-answer'

/** Whether a form came with a proof. */
export const hasProof = (typed: Typed) => codeField in typed || passkeyField in typed

/** A code that does not count asks for another, with the form still kept. */
const askAgain = (error: unknown) => {
  if (!(error instanceof DomainError) || error.code === 'unauthenticated') throw error
  throw new DomainError('second-factor-required', error.message, error.faults)
}

/** Proves the second factor by what came with a form, so that the form goes through in the same request. */
export const proveByForm = async (c: Context<Env>, typed: Typed) => {
  const [code, nextCode] = [codeField, nextCodeField].map(
    (name) => digitsIn(valueIn(typed, name)) || undefined,
  )
  const passkey = givenIn(typed, passkeyField)
  if (!code && !passkey) return
  const { deps, actor, credential: held } = c.var
  const prove = async () =>
    proveFactor(deps, actor, {
      held,
      ...(passkey ? { passkey: answeredIn(assertion, passkey) } : { code, nextCode }),
    })
  const session = await prove().catch(askAgain)
  const renewed = await findCredential(deps, session.secret)
  if (!renewed) throw secondFactorRequired()
  c.set('credential', { ...renewed, secret: session.secret })
  c.set('actor', actorOf(renewed, deps.clock.now()))
  startSessionCookie(c, session)
}
