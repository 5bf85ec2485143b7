import type { Context } from 'hono'
import * as z from 'zod'
import { freshUntil } from '../../../../shared/identity/actor-of.ts'
import type { Session } from '../../../../shared/identity/sessions.ts'
import type { Env } from '../../http/env.ts'
import { startSessionCookie } from '../../http/session-cookie.ts'

export const longCode = z.string().min(1).max(64)

export const provedView = z
  .object({
    token: z.string().optional().meta({
      description: 'The new bearer of this session; the old one is dead. Absent in a session by cookie.',
    }),
    expiresAt: z.iso.datetime(),
    freshUntil: z.iso.datetime(),
  })
  .meta({ id: 'ProvedSession' })

export const recoveryCodes = z.array(z.string()).meta({
  description: 'Shown once, to be kept offline. None where you have some already: those still count',
})

/** A session goes on under its new secret: in the cookie, or in the answer to who came with a bearer. */
export const goOn = (c: Context<Env>, session: Session) => {
  if (c.var.by === 'cookie') startSessionCookie(c, session)
  return provedView.parse({
    ...(c.var.by === 'token' && { token: session.secret }),
    expiresAt: session.expiresAt.toISOString(),
    freshUntil: freshUntil(session),
  })
}
