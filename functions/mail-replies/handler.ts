import type { SESEvent } from 'aws-lambda'
import { answerAlertByMail } from '../../shared/alerts/answers/by-mail.ts'
import type { Deps } from '../../shared/deps.ts'
import { reportByMail, reportWord } from '../../shared/field-reports/by-mail.ts'
import { openReplyAddress, type ReplyAddress, type ReplyPrefix } from '../../shared/links/reply-address.ts'
import { answerByCalendar } from '../../shared/meetings/answers/by-calendar.ts'
import type { InboundMail } from '../../shared/replies/inbound.ts'
import { type Holding, holdMail } from '../../shared/replies/receive.ts'
import { readMail } from './read-mail.ts'

/** Acts on a mail, or says with what it is to be held for a person. */
type Taker = (deps: Deps, mail: InboundMail, address: ReplyAddress) => Promise<'done' | Holding>

/** Some clients answer the organizer, some whoever wrote: a calendar counts at either address. */
const byCalendar: Taker = async (deps, mail, address) =>
  mail.calendars.length > 0 ? answerByCalendar(deps, mail, address) : {}

/** A calendar is an RSVP; words are an answer to an alert, or for a person to read. */
const byWords: Taker = async (deps, mail, address) => {
  if (mail.calendars.length > 0) return byCalendar(deps, mail, address)
  if (address.word === reportWord) return (await reportByMail(deps, mail, address)) === 'done' ? 'done' : {}
  return (await answerAlertByMail(deps, mail, address)) === 'done' ? 'done' : {}
}

/** Who takes a mail, by the kind of address that it came to. */
const takers: Readonly<Record<ReplyPrefix, Taker>> = {
  rsvp: byCalendar,
  reply: byWords,
  answer: byWords,
}

const take = async (deps: Deps, mail: InboundMail) => {
  const [address] = mail.recipients.flatMap((recipient) => openReplyAddress(deps.keys, recipient) ?? [])
  const taken = address ? await takers[address.prefix](deps, mail, address) : {}
  if (taken !== 'done') await holdMail(deps, mail, address, taken)
}

/** Inbound mail → answers and RSVPs; whatever is not clear, into the inbox beside its matter. */
export const createHandler =
  (deps: Deps) =>
  async ({ Records }: SESEvent): Promise<void> => {
    for (const { ses } of Records) {
      const raw = await deps.inbound.read(ses.mail.messageId)
      await take(deps, await readMail(ses, raw))
    }
  }
