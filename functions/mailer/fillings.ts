import type { Deps } from '../../shared/deps.ts'
import { codeOf } from '../../shared/identity/sign-in-code.ts'
import { chunkPartition } from '../../shared/ledger/delivery.ts'
import type { Notification } from '../../shared/ledger/notification.ts'
import { type LinkPurpose, mintLink } from '../../shared/links/link.ts'
import { mintAnswerPart, mintReplyAddress, type ReplyPrefix } from '../../shared/links/reply-address.ts'
import type { Recipient } from '../../shared/rendering/recipient.ts'
import type { Filling } from '../../shared/rendering/slots.ts'

const day = 86_400_000

/** How long each link is good; the matter behind it may close sooner. */
const lives: Readonly<Record<LinkPurpose, number>> = {
  rsvp: 400 * day,
  coalition: 90 * day,
  answer: 90 * day,
  unsubscribe: 400 * day,
  'sign-in': 30 * 60_000,
  calendar: 400 * day,
  stop: 7 * day,
  comment: 31 * day,
  report: 400 * day,
  poll: 400 * day,
  confirm: 90 * day,
  consent: 31 * day,
  digest: 90 * day,
  join: 31 * day,
}

/** After so many milliseconds nothing that a key has signed in a mail opens anything. */
export const longestLink = Math.max(...Object.values(lives))

/** Where a notice leads, by what it is about. */
const actions: Readonly<Record<string, LinkPurpose>> = {
  mtg: 'rsvp',
  pol: 'poll',
  coa: 'coalition',
  alt: 'answer',
}

/** The id of a delivery as SES tags and Message-IDs carry it. */
export const deliveryId = (notificationId: string, chunk: number, contactId: string) =>
  `${chunkPartition(notificationId, chunk).replace('#', '-')}-${contactId}`

interface Sending {
  readonly notification: Notification
  readonly chunk: number
  readonly recipient: Recipient
  readonly thread: readonly string[]
}

/** What differs from mail to mail: links that only this contact can use, and a reply address of its own. */
export const fillingFor = (deps: Deps, { notification, chunk, recipient, thread }: Sending): Filling => {
  const { keys, clock, config } = deps
  const { contactId, organizationId, epoch } = recipient
  const now = clock.now()
  const url = (purpose: LinkPurpose, subject: string) => {
    // A sign-in link lives from the asking, not from the sending.
    const from = purpose === 'sign-in' ? Date.parse(notification.createdAt) : now.getTime()
    const expiresAt = new Date(from + lives[purpose])
    const token = mintLink(keys, { purpose, subject, contactId, organizationId, epoch, expiresAt })
    return `${config.publicUrl}/${purpose}/${token}`
  }
  const address = (prefix: ReplyPrefix, about: string) =>
    mintReplyAddress(keys, { prefix, subject: about, contactId }, config.mail.domain)
  const common = {
    deliveryId: deliveryId(notification.id, chunk, contactId),
    at: now,
    replyTo: address('reply', notification.id),
    thread: thread.map((messageId) => deps.mail.headerId(messageId)),
  }
  const { kind, subject, calendarOf = subject } = notification
  if (kind === 'sign-in')
    return { ...common, signInUrl: url('sign-in', subject), code: codeOf(keys, subject) }
  if (kind === 'notice') {
    const purpose = notification.opens ?? actions[subject.split('_')[0]!]
    return purpose ? { ...common, actionUrl: url(purpose, subject) } : common
  }
  const bulk = { ...common, unsubscribeUrl: url('unsubscribe', contactId) }
  if (kind === 'alert' || kind === 'alert-reminder') {
    const answerPart = mintAnswerPart(keys, { subject: notification.id, contactId }, config.mail.domain)
    return { ...bulk, answerUrl: url('answer', subject), reportUrl: url('report', contactId), answerPart }
  }
  if (kind === 'poll') return { ...bulk, pollUrl: url('poll', subject) }
  if (kind === 'letter') return bulk
  if (kind === 'digest') return { ...bulk, actionUrl: url('digest', notification.id) }
  if (kind === 'minutes') return { ...bulk, rsvpUrl: url('rsvp', subject) }
  if (kind === 'meeting' || kind === 'reminder')
    return { ...bulk, rsvpUrl: url('rsvp', subject), organizerAddress: address('rsvp', calendarOf) }
  return { ...bulk, coalitionUrl: url('coalition', subject) }
}
