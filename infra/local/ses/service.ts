import { randomUUID } from 'node:crypto'
import type { SendQuota } from '../../../shared/ports/mail.ts'
import { localRegion } from '../dynamodb.ts'
import { checkSubmission } from './check.ts'
import { readEmail, type Submission } from './email.ts'
import { SesError } from './errors.ts'
import { sesEvent } from './events.ts'
import { withIdentity } from './headers.ts'
import type { Mailbox } from './mailbox.ts'
import type { Publisher } from './publisher.ts'
import { happenings } from './simulator.ts'

/** What is to become of a call: taken, refused with SES's code, or lost on its way there or back. */
type Verdict =
  | 'accept'
  | 'lose-request'
  | 'lose-answer'
  | { readonly refuse: string; readonly message?: string; readonly status?: number }

/** Asked before a mail is taken; it may also take its time. */
type Intercept = (mail: Submission) => Verdict | Promise<Verdict>

export class AnswerLost extends Error {
  override readonly name = 'AnswerLost'
}

export interface SesService {
  /** Throws `SesError`, or `AnswerLost` where the caller shall hear nothing. */
  send(mail: Submission): Promise<{ messageId: string }>
  quota(): SendQuota
  /** For tests and for practice: decides what becomes of every mail from now on. */
  intercept: Intercept
}

export interface SesParts {
  readonly mailbox: Mailbox
  readonly publisher: Publisher
  readonly now: () => Date
  readonly quota?: Omit<SendQuota, 'sentLast24Hours'>
}

const day = 24 * 3600 * 1000

const sentSince = ({ summaries }: Mailbox, since: string) =>
  summaries.length - Math.max(0, summaries.findLastIndex(({ at }) => at < since) + 1)

/** The mail port's own mail to nobody, sent for its event; people have no use for it. */
const isProbe = ({ tags }: Submission) => tags.kind === 'probe'

/** The last part of SES's own Message-ID header, by which replies name the mail. */
export const newMessageId = (at: Date) =>
  `${at.getTime().toString(16).padStart(16, '0')}-${randomUUID()}-000000`

/** SES as far as Tocsin needs it: takes mails, keeps them for the mailbox and says what became of them. */
export const createSes = ({
  mailbox,
  publisher,
  now,
  quota = { perSecond: 500, per24Hours: -1 },
}: SesParts): SesService => {
  const service: SesService = {
    intercept: () => 'accept',
    async send(mail) {
      checkSubmission(mail)
      const verdict = await service.intercept(mail)
      if (verdict === 'lose-request') throw new AnswerLost()
      if (typeof verdict === 'object')
        throw new SesError(
          verdict.refuse,
          verdict.message ?? `${verdict.refuse} by interception`,
          verdict.status,
        )
      const at = now()
      const messageId = newMessageId(at)
      const raw = withIdentity(mail.raw, `${messageId}@${localRegion}.amazonses.com`, at)
      const email = await readEmail({ ...mail, raw }, messageId, at)
      if (!isProbe(mail)) mailbox.keep(email, raw)
      publisher.publish(
        happenings(mail.destinations).map((happening) => sesEvent(email, mail, happening, at)),
        at,
      )
      if (verdict === 'lose-answer') throw new AnswerLost()
      return { messageId }
    },
    quota: () => ({
      ...quota,
      sentLast24Hours: sentSince(mailbox, new Date(now().getTime() - day).toISOString()),
    }),
  }
  return service
}
