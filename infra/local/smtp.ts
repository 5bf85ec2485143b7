import nodemailer from 'nodemailer'
import { type MailPort, MailRefused, type Refusal } from '../../shared/ports/mail.ts'
import { readEmail, type Submission } from './ses/email.ts'
import { sesEvent } from './ses/events.ts'
import { withIdentity } from './ses/headers.ts'
import type { Publisher } from './ses/publisher.ts'
import { newMessageId } from './ses/service.ts'

/** What a server for a small group can be expected to take, without a limit on the day. */
const quota = { perSecond: 10, per24Hours: -1, sentLast24Hours: 0 }

interface SmtpFailure {
  readonly code?: string
  readonly command?: string
  readonly responseCode?: number
  readonly syscall?: string
}

/** A refusal by the server is certain; a connection that broke is not, unless it never stood. */
const refusalOf = ({ code, command, responseCode, syscall }: SmtpFailure): Refusal => {
  if (code === 'EAUTH') return 'line'
  if (responseCode !== undefined && responseCode >= 400) {
    if (responseCode < 500) return 'rate'
    return command === 'RCPT TO' || command === 'DATA' ? 'message' : 'line'
  }
  return syscall === 'connect' || code === 'EDNS' || code === 'ETLS' ? 'rate' : 'unknown'
}

const reasonOf = ({ code = 'Error', responseCode }: SmtpFailure) =>
  responseCode === undefined ? code : `${code} ${responseCode}`

/** The pool must never send again by itself: the ledger alone does. */
const connectTo = (url: string) =>
  nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 2,
    maxRequeues: 0,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })

interface SmtpParts {
  readonly url: string
  /** The address that mails come from. */
  readonly from: string
  readonly publisher: Publisher
  readonly now: () => Date
}

/**
 * Mail through somebody's SMTP server. The server's word that it took a mail is a `Send`; what becomes of
 * the mail afterwards, no event tells.
 */
export const createSmtpMail = ({
  url,
  from: sender,
  publisher,
  now,
}: SmtpParts): MailPort & { close(): void } => {
  const transport = connectTo(url)
  const identity = (messageId: string) => `${messageId}@${sender.replace(/>.*/, '').split('@').at(-1)}`
  const tellSent = async (mail: Submission, messageId: string, at: Date) => {
    const email = await readEmail(mail, messageId, at)
    publisher.publish([sesEvent(email, mail, { type: 'Send', recipients: mail.destinations }, at)], at)
  }
  return {
    async send({ from, to, raw, tags }) {
      const at = now()
      const messageId = newMessageId(at)
      const complete = withIdentity(raw, identity(messageId), at)
      try {
        await transport.sendMail({ envelope: { from, to }, raw: complete })
      } catch (error) {
        throw new MailRefused(refusalOf(error as SmtpFailure), reasonOf(error as SmtpFailure))
      }
      await tellSent({ source: from, destinations: [to], raw: complete, tags }, messageId, at)
      return { messageId }
    },
    quota: async () => quota,
    probe: () => {
      const mail = { source: sender, destinations: [sender], raw: new Uint8Array(), tags: { kind: 'probe' } }
      return tellSent(mail, newMessageId(now()), now())
    },
    headerId: (messageId) => `<${identity(messageId)}>`,
    close: () => transport.close(),
  }
}
