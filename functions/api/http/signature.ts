import type { Context } from 'hono'
import * as z from 'zod'
import type { Signed } from '../../../shared/incoming/signature.ts'
import type { Env } from './env.ts'

const header = z.string().max(1000).optional()

/** The headers of Standard Webhooks 1.0.0; who leaves them out has signed nothing. */
export const signatureHeaders = z.object({
  'webhook-id': header,
  'webhook-timestamp': header,
  'webhook-signature': header,
})

/** A request as it was signed. */
export const signedBy = async (
  c: Context<Env>,
  headers: z.output<typeof signatureHeaders>,
): Promise<Signed> => ({
  id: headers['webhook-id'] ?? '',
  timestamp: headers['webhook-timestamp'] ?? '',
  signatures: headers['webhook-signature'] ?? '',
  body: new Uint8Array(await c.req.arrayBuffer()),
})
