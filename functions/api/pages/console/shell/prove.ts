import type { Context } from 'hono'
import { secondFactorRequired } from '../../../../../shared/access/permit.ts'
import { DomainError } from '../../../../../shared/errors.ts'
import { actorOf } from '../../../../../shared/identity/actor-of.ts'
import { findCredential } from '../../../../../shared/identity/credentials.ts'
import { proveFactor } from '../../../../../shared/identity/factors/prove.ts'
import type { Env } from '../../../http/env.ts'
import { startSessionCookie } from '../../../http/session-cookie.ts'
import { givenIn, type Typed } from './form.ts'

/** The field in which a form that was kept carries the code of the authenticator along. */
export const codeField = 'second-factor'

/** A code that does not count asks for another, with the form still kept. */
const askAgain = (error: unknown) => {
  if (!(error instanceof DomainError) || error.code === 'unauthenticated') throw error
  throw new DomainError('second-factor-required', error.message, error.faults)
}

/** Proves the second factor by the code that came with a form, so that the form goes through in the same request. */
export const proveByForm = async (c: Context<Env>, typed: Typed) => {
  const code = givenIn(typed, codeField)
  if (!code) return
  const { deps, actor, credential: held } = c.var
  const session = await proveFactor(deps, actor, { held, code: code.replace(/\s/g, '') }).catch(askAgain)
  const renewed = await findCredential(deps, session.secret)
  if (!renewed) throw secondFactorRequired()
  c.set('credential', { ...renewed, secret: session.secret })
  c.set('actor', actorOf(renewed, deps.clock.now()))
  startSessionCookie(c, session)
}
