import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { nobody } from '../../../shared/access/actor.ts'
import { unauthenticated } from '../../../shared/access/permit.ts'
import { DomainError } from '../../../shared/errors.ts'
import { actorOf } from '../../../shared/identity/actor-of.ts'
import { findCredential, noteUse } from '../../../shared/identity/credentials.ts'
import type { Env } from './env.ts'

export const sessionCookie = 'tocsin_session'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

const refuse = (c: Context<Env>) => {
  c.var.deps.metrics.count('CredentialRefused')
  return unauthenticated()
}

/** Who asks: the bearer of a token or of a session's cookie, by one read. A credential that is no good is refused. */
export const authenticate = createMiddleware<Env>(async (c, next) => {
  const header = c.req.header('Authorization')
  const bearer = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1]
  if (header !== undefined && !bearer) throw refuse(c)
  const secret = bearer ?? getCookie(c, sessionCookie)
  const credential = secret ? await findCredential(c.var.deps, secret) : undefined
  if (bearer && !credential) throw refuse(c)
  c.set('actor', credential ? actorOf(credential, c.var.deps.clock.now()) : nobody)
  c.set('by', !secret ? 'nothing' : bearer ? 'token' : 'cookie')
  if (credential) {
    const held = { ...credential, secret: secret! }
    c.set('credential', held)
    await noteUse(c.var.deps, held)
  }
  return next()
})

/** A change that comes with a cookie must come from our own pages: browsers send the cookie from anywhere. */
export const sameOriginOnly = createMiddleware<Env>(async (c, next) => {
  if (c.var.by !== 'cookie' || safe.has(c.req.method)) return next()
  const origin = c.req.header('Origin')
  const own = new URL(c.var.deps.config.publicUrl).origin
  if (origin === own || c.req.header('Sec-Fetch-Site') === 'same-origin') return next()
  throw new DomainError('forbidden', 'This request does not come from our own pages.')
})

/** Nobody gets further without credentials. */
export const signedInOnly = createMiddleware<Env>(async (c, next) => {
  if (c.var.actor.kind === 'nobody') throw unauthenticated()
  return next()
})
