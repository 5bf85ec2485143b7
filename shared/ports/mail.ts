/** One mail to one address, as bytes ready to leave. */
export interface OutgoingMail {
  readonly from: string
  readonly to: string
  readonly raw: Uint8Array
  /** SES message tags; names and values of letters, digits, `-` and `_`. */
  readonly tags: Readonly<Record<string, string>>
}

/** Mails a second, mails in any 24 hours (-1 without limit), and those sent in the last 24. */
export interface SendQuota {
  readonly perSecond: number
  readonly per24Hours: number
  readonly sentLast24Hours: number
}

/** The one way out for mail. */
export interface MailPort {
  /** Answers with the id that the server gave the mail; throws `MailRefused`. */
  send(mail: OutgoingMail): Promise<{ messageId: string }>
  quota(): Promise<SendQuota>
  /** Sends a mail to nobody, whose own `Send` event shows how far feedback has come. */
  probe(): Promise<void>
  /** The Message-ID header, with its brackets, that a mail of this id went out under. */
  headerId(messageId: string): string
}

/**
 * Why a mail was not taken. `rate`: too fast, again in seconds; `quota`: the day is used up; `line`: nothing
 * can be sent until somebody mends the account, the identity or the configuration; `message`: this mail alone
 * is refused; `unknown`: it may have been taken.
 */
export type Refusal = 'rate' | 'quota' | 'line' | 'message' | 'unknown'

export class MailRefused extends Error {
  override readonly name = 'MailRefused'
  readonly refusal: Refusal
  /** The service's own name for it, never its message, which may quote the address. */
  readonly reason: string
  constructor(refusal: Refusal, reason: string) {
    super(`Mail refused: ${refusal} (${reason})`)
    this.refusal = refusal
    this.reason = reason
  }
}
