import { createHmac, timingSafeEqual } from 'node:crypto'

/** As it came: the headers of Standard Webhooks 1.0.0, and the bytes that were signed. */
export interface Signed {
  readonly id: string
  /** Seconds, when it was sent. */
  readonly timestamp: string
  /** `v1,<base64>`, separated by blanks: of each secret that signs. */
  readonly signatures: string
  readonly body: Uint8Array
}

/** Seconds by which clocks may differ; what is older may have been overheard and sent again. */
const tolerance = 300

const equal = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b)

/** Whether one of these secrets has signed it, and just now. */
export const isSigned = (
  { id, timestamp, signatures, body }: Signed,
  secrets: readonly string[],
  now: Date,
) => {
  if (!/^\d{1,12}$/.test(timestamp) || id === '') return false
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > tolerance) return false
  const given = signatures
    .split(' ')
    .slice(0, 10)
    .flatMap((one) => (one.startsWith('v1,') ? [Buffer.from(one.slice(3), 'base64')] : []))
  const made = secrets.map((secret) =>
    createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
      .update(`${id}.${timestamp}.`)
      .update(body)
      .digest(),
  )
  return made.some((ours) => given.some((theirs) => equal(ours, theirs)))
}
