import { createMiddleware } from 'hono/factory'

const home = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** What a page of the mailbox may load: its own stylesheet and its own frames, never a script. */
const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/**
 * The mailbox shows sign-in codes to whoever sits at this machine, and to nobody else: no name that leads
 * here by a trick, no other site's page acting through the browser, no part of a hostile mail.
 */
export const guard = createMiddleware(async (c, next) => {
  if (!home.test(c.req.header('host') ?? '')) return c.text('The mailbox answers on localhost only\n', 403)
  const origin = c.req.header('origin')
  if (c.req.method !== 'GET' && origin && !home.test(origin.replace(/^https?:\/\//, '')))
    return c.text('Not for other sites\n', 403)
  await next()
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'no-referrer')
  c.header('cache-control', 'no-store')
  if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', pagePolicy)
})
