import type { Context } from 'hono'
import { unauthenticated } from '../../../shared/access/permit.ts'
import type { Env } from './env.ts'

/** The secret that a request came with, for what is to die with it even at the same moment. */
export const secretOf = (c: Context<Env>): string => {
  const { credential } = c.var
  if (!credential) throw unauthenticated()
  return credential.secret
}
