import * as z from 'zod'
import { payloads } from '../../../shared/webhooks/payload.ts'
import type { Router } from './contract.ts'

/** What comes with every post: https://www.standardwebhooks.com/. */
const headers = z.object({
  'webhook-id': z.string().meta({ description: 'The id of the event, the same at every attempt' }),
  'webhook-timestamp': z.string().meta({ description: 'When it was posted, in seconds since 1970' }),
  'webhook-signature': z
    .string()
    .meta({ description: '`v1,` and a signature, twice while a rotated secret signs along' }),
})

/** Puts every type of event, and what is posted of it, into the document's `webhooks`. */
export const webhookDocs = ({ openAPIRegistry }: Router) => {
  for (const { type, tells, schema } of payloads) {
    openAPIRegistry.registerWebhook({
      method: 'post',
      path: type,
      tags: ['webhooks'],
      summary: tells,
      security: [],
      request: { headers, body: { required: true, content: { 'application/json': { schema } } } },
      responses: {
        '2XX': { description: 'Taken. Anything else is tried again.' },
        410: { description: 'Never again' },
      },
    })
  }
}
