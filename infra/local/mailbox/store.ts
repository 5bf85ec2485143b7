import { Hono } from 'hono'
import type { Email } from '../ses/email.ts'
import type { Mailbox } from '../ses/mailbox.ts'

/** Mail by mail, so that ten thousand of them never stand in memory at once. */
function* asJson(emails: Iterable<Email>) {
  const encoder = new TextEncoder()
  let separator = '{"emails":['
  for (const email of emails) {
    yield encoder.encode(separator + JSON.stringify(email))
    separator = ','
  }
  yield encoder.encode(separator === ',' ? ']}' : '{"emails":[]}')
}

/** `GET /store[?to=address]`: what was sent, oldest first. `DELETE /store` forgets all of it. */
export const storeRoutes = (mailbox: Mailbox) =>
  new Hono()
    .get('/store', (c) =>
      c.body(ReadableStream.from(asJson(mailbox.emails(c.req.query('to')))) as ReadableStream, 200, {
        'content-type': 'application/json',
      }),
    )
    .delete('/store', (c) => {
      mailbox.clear()
      return c.body(null, 204)
    })
