import type { Clock } from '../../../shared/deps.ts'
import { type MailPort, MailRefused, type OutgoingMail } from '../../../shared/ports/mail.ts'
import { type EventType, sesEvent } from '../ses/events.ts'
import type { Publisher } from '../ses/publisher.ts'
import { newMessageId } from '../ses/service.ts'
import { type Fate, fateOf, mishapOf, numberIn } from './fates.ts'

/** Where the mails of a rehearsal end. */
export interface Sink {
  readonly mail: MailPort
  /** How many mails of a kind each address was sent; no mail itself is kept. */
  taken(kind: string): ReadonlyMap<string, number>
  readonly counts: {
    readonly throttled: number
    readonly answersLost: number
    /** Mails for addresses that are not simulated: refused, and a fault of the rehearsal. */
    readonly strangers: number
  }
}

interface Surroundings {
  readonly publisher: Publisher
  readonly clock: Clock
  readonly rate: number | undefined
}

const events: Readonly<Record<Fate, readonly EventType[]>> = {
  delivered: ['Send', 'Delivery'],
  bounced: ['Send', 'Bounce'],
  complained: ['Send', 'Delivery', 'Complaint'],
}

/** The coordinators of a machine of one's own, who are told of what concerns coordinators. */
const isCoordinator = (address: string) => /^coordinator-[12]@example\.org$/.test(address)

/** No more of the mail than SES's events say of it and the pipeline reads. */
const seenAs = ({ from, to, tags }: OutgoingMail, messageId: string, at: Date) => ({
  ...{ messageId, at: at.toISOString(), from, tags },
  ...{ replyTo: [], destination: { to: [to] }, subject: '', body: { text: '', html: '' } },
  ...{ attachments: [], headers: [] },
})

/**
 * The way out for mail of a rehearsal, which leads nowhere: it has no connection to anything, and says of each mail
 * what SES would say. Some bounce, some are complained of, some are throttled first, and of some the answer is lost.
 */
export const createSink = ({ publisher, clock, rate }: Surroundings): Sink => {
  const taken = new Map<string, Map<string, number>>()
  const begun = new Set<string>()
  const counts = { throttled: 0, answersLost: 0, strangers: 0 }

  const take = ({ to, tags }: OutgoingMail) => {
    const kind = tags['kind'] ?? ''
    const ofKind = taken.get(kind) ?? new Map<string, number>()
    taken.set(kind, ofKind.set(to, (ofKind.get(to) ?? 0) + 1))
  }

  const tell = (mail: OutgoingMail, fate: Fate) => {
    const at = clock.now()
    const messageId = newMessageId(at)
    const happenings = events[fate].map((type) => ({ type, recipients: [mail.to] }))
    const email = seenAs(mail, messageId, at)
    publisher.publish(
      happenings.map((each) => sesEvent(email, { source: mail.from }, each, at)),
      at,
    )
    return { messageId }
  }

  const send = async (mail: OutgoingMail) => {
    const number = numberIn(mail.to)
    if (number === undefined && !isCoordinator(mail.to)) {
      counts.strangers += 1
      throw new MailRefused('message', 'NotSimulated')
    }
    const mishap = number === undefined ? undefined : mishapOf(number)
    const attempt = `${mail.tags['delivery']}`
    if (mishap === 'throttled' && !begun.has(attempt)) {
      begun.add(attempt)
      counts.throttled += 1
      throw new MailRefused('rate', 'Throttling')
    }
    take(mail)
    const sent = tell(mail, number === undefined ? 'delivered' : fateOf(number))
    if (mishap !== 'answer-lost') return sent
    counts.answersLost += 1
    throw new MailRefused('unknown', 'AnswerLost')
  }

  const quota = { perSecond: rate ?? 1_000_000, per24Hours: -1, sentLast24Hours: 0 }
  return {
    mail: {
      send,
      quota: async () => quota,
      probe: async () => {
        tell({ from: 'probe', to: 'probe', raw: new Uint8Array(), tags: { kind: 'probe' } }, 'delivered')
      },
      headerId: (messageId) => `<${messageId}@rehearsal.invalid>`,
    },
    taken: (kind) => taken.get(kind) ?? new Map(),
    counts,
  }
}
