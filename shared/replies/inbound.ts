import type { Reply } from './schema.ts'

/** An inbound mail as far as it matters: the envelope, SES's verdicts, who says they wrote it, and what. */
export interface InboundMail {
  readonly messageId: string
  /** When SES took it, RFC 3339 in UTC. */
  readonly receivedAt: string
  /** The envelope's. */
  readonly recipients: readonly string[]
  readonly kind: Reply['kind']
  readonly verified: boolean
  readonly suspicious: boolean
  /** The one address it says it is from; absent where there is none, several, or another sent it for them. */
  readonly from?: string | undefined
  readonly text: string
  /** Its calendar parts that differ, as they stand. */
  readonly calendars: readonly string[]
}
