import { isUtf8 } from 'node:buffer'
import { createMiddleware } from 'hono/factory'
import { DomainError } from '../../../shared/errors.ts'
import type { Env } from './env.ts'

const isJson = (type = '') => /^application\/(?:[\w.-]+\+)?json\b/i.test(type)

/** JSON is UTF-8 (RFC 8259). In another encoding it would be read with letters lost, and nobody would see it. */
export const inUtf8 = createMiddleware<Env>(async (c, next) => {
  if (isJson(c.req.header('Content-Type')) && !isUtf8(await c.req.arrayBuffer()))
    throw new DomainError('malformed', 'The body is not in UTF-8.')
  return next()
})

/** What is for one reader's eyes is kept by nobody on the way, nor by a browser on a disk that others come to hold. */
export const keptNowhere = createMiddleware<Env>(async (c, next) => {
  await next()
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
})
