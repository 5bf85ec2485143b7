import { createHmac } from 'node:crypto'

interface Message {
  readonly body: string | Buffer
  readonly id: string
  /** Seconds. */
  readonly timestamp: string
}

/** What a hub puts into `webhook-signature`. */
export const sign = (secret: string, { body, id, timestamp }: Message) =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
    .update(`${id}.${timestamp}.`)
    .update(body)
    .digest('base64')}`
