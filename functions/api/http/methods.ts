import type { Context } from 'hono'
import { TrieRouter } from 'hono/router/trie-router'
import { DomainError } from '../../../shared/errors.ts'
import type { Router } from './contract.ts'
import type { Env } from './env.ts'
import { onError, onNotFound } from './problem.ts'

/** Which methods an address takes: those of the routes there, and `HEAD` wherever there is a `GET`. */
const createLookUp = (app: Router) => {
  const router = new TrieRouter<true>()
  const methods = new Set<string>()
  for (const { method, path } of app.routes) {
    if (method === 'ALL' || method === 'OPTIONS') continue
    methods.add(method)
    router.add(method, path, true)
  }
  return (path: string) => {
    const found = [...methods].filter((method) => router.match(method, path)[0].length > 0)
    return [...found, ...(found.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort()
  }
}

/**
 * What no route takes: `OPTIONS` is answered with the methods of the address, another method is refused with them
 * (RFC 9110, 9.3.7 and 15.5.6), and where there is nothing at all, that is said.
 */
export const createOtherwise = (app: Router) => {
  let lookUp: ReturnType<typeof createLookUp> | undefined
  return (c: Context<Env>) => {
    lookUp ??= createLookUp(app)
    const allowed = lookUp(c.req.path)
    if (allowed.length === 1) return onNotFound(c)
    c.header('Allow', allowed.join(', '))
    if (c.req.method === 'OPTIONS') return c.body(null, 204)
    return onError(new DomainError('wrong-method', `This address takes ${allowed.join(', ')}.`), c)
  }
}
