import { createHash } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import { stampOfFeed } from '../../../../shared/feeds/stamp.ts'
import type { Env } from '../../http/env.ts'

const day = 86_400_000

const names = (header: string) => header.split(',').map((each) => each.trim().replace(/^W\//, ''))

/**
 * Answers 304 to whoever has the same already, by one read of the feed's stamp, before anything it shows is touched.
 * What leaves a feed by its age does so at midnight.
 */
export const stamped = (feed: string) =>
  createMiddleware<Env>(async (c, next) => {
    const { store, clock } = c.var.deps
    const today = Math.floor(clock.now().getTime() / day)
    const { pathname, search } = new URL(c.req.url)
    const of = [await stampOfFeed(store, feed), today, pathname, search].join('\n')
    const tag = `"${createHash('sha256').update(of).digest('base64url').slice(0, 22)}"`
    c.header('ETag', tag)
    c.header('Cache-Control', 'public, max-age=60')
    if (names(c.req.header('If-None-Match') ?? '').includes(tag)) return c.body(null, 304)
    return next()
  })
