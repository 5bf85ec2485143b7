import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { type Session, sessionLife } from '../../../shared/identity/sessions.ts'
import { sessionCookie } from './authenticate.ts'
import type { Env } from './env.ts'

const attributes = (c: Context<Env>) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'Lax' as const,
  secure: c.var.deps.config.publicUrl.startsWith('https:'),
})

export const startSessionCookie = (c: Context<Env>, { secret }: Session) =>
  setCookie(c, sessionCookie, secret, { ...attributes(c), maxAge: sessionLife })

export const endSessionCookie = (c: Context<Env>) => deleteCookie(c, sessionCookie, attributes(c))
