import type { Clock } from '../../shared/deps.ts'
import type { MailPort, OutgoingMail, SendQuota } from '../../shared/ports/mail.ts'

export interface SentMail extends OutgoingMail {
  readonly messageId: string
  readonly at: string
}

/** A mail server in memory that takes everything, unless a test sets `refuse`. */
export class MemoryMail implements MailPort {
  readonly sent: SentMail[] = []
  refuse: ((mail: OutgoingMail) => void) | undefined
  limits: SendQuota = { perSecond: 10_000, per24Hours: -1, sentLast24Hours: 0 }
  readonly #clock: Clock
  constructor(clock: Clock) {
    this.#clock = clock
  }
  async send(mail: OutgoingMail) {
    this.refuse?.(mail)
    const messageId = `msg-${this.sent.length + 1}`
    this.sent.push({ ...mail, messageId, at: this.#clock.now().toISOString() })
    return { messageId }
  }
  probes = 0
  async probe() {
    this.probes++
  }
  headerId(messageId: string) {
    return `<${messageId}@mail.example.org>`
  }
  async quota() {
    return this.limits
  }
}
