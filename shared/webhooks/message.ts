import { Webhook } from 'standardwebhooks'
import type { Event } from '../events/schema.ts'
import { payloadOf } from './payload.ts'

/** One event as it is posted: the id is the same at every attempt, the timestamp is the attempt's. */
export const signedMessage = (event: Event, secrets: readonly string[], now: Date) => {
  const body = payloadOf(event)
  const signatures = secrets.map((secret) => new Webhook(secret).sign(event.id, now, body))
  return {
    body,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Tocsin-Webhooks/1.0',
      'webhook-id': event.id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signatures.join(' '),
    },
  }
}
