import * as z from 'zod'
import type { DeliveryState } from '../../shared/ledger/delivery.ts'
import { chunkPartition } from '../../shared/ledger/delivery.ts'

const mail = z.object({
  timestamp: z.string(),
  messageId: z.string(),
  destination: z.array(z.string()).default([]),
  tags: z.record(z.string(), z.array(z.string())).default({}),
})

const recipients = z.array(z.object({ emailAddress: z.string(), status: z.string().optional() }))

/** SES's events as event publishing words them. New fields and new types may come; they are let be. */
const sesEvent = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail }),
  z.object({ eventType: z.literal('Delivery'), mail }),
  z.object({ eventType: z.literal('DeliveryDelay'), mail }),
  z.object({ eventType: z.literal('Reject'), mail }),
  z.object({ eventType: z.literal('Rendering Failure'), mail }),
  z.object({
    eventType: z.literal('Bounce'),
    mail,
    bounce: z.object({ bounceType: z.string(), bounceSubType: z.string(), bouncedRecipients: recipients }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail,
    complaint: z.object({ complainedRecipients: recipients, complaintFeedbackType: z.string().nullish() }),
  }),
])
type SesEvent = z.infer<typeof sesEvent>

/** An event of EventBridge, from which SES's own is taken. */
const envelope = z.object({
  source: z.literal('aws.ses'),
  detail: z.object({ eventType: z.string() }).loose(),
})

export interface Feedback {
  /** The delivery it speaks of; mails without our tag have none. */
  readonly delivery:
    | { readonly partition: string; readonly contactId: string; readonly kind: string | undefined }
    | undefined
  readonly state: DeliveryState
  readonly messageId: string
  readonly reason: string | undefined
  /** When SES took the mail, for `Send` events alone: what the watermark goes by. */
  readonly sentAt: number | undefined
  /** What it says of the address itself: not to be written to again, or a refusal that a person must look at. */
  readonly verdict:
    | { readonly address: string; readonly is: 'bounced' | 'complained' | 'refused' }
    | undefined
}

const tag = /^(ntf_[0-9a-z]+)-(\d{1,9})-(con_[0-9a-z]+)$/

const deliveryOf = ({ tags }: z.infer<typeof mail>): Feedback['delivery'] => {
  const [, notificationId, chunk, contactId] = tag.exec(tags['delivery']?.[0] ?? '') ?? []
  if (!contactId) return undefined
  const partition = chunkPartition(notificationId!, Number(chunk))
  return { partition, contactId, kind: tags['kind']?.[0] }
}

const states = {
  Send: 'sent',
  Delivery: 'delivered',
  DeliveryDelay: 'delayed',
  Reject: 'rejected',
  'Rendering Failure': 'rejected',
  Bounce: 'bounced',
  Complaint: 'complained',
} as const satisfies Record<SesEvent['eventType'], DeliveryState>

/** RFC 3463 §3.8: the server refuses by its policy, whatever the state of the mailbox. */
const isPolicy = ({ bouncedRecipients: [first] }: Extract<SesEvent, { eventType: 'Bounce' }>['bounce']) =>
  /^[45]\.7\.\d{1,3}$/.test(first?.status ?? '')

/** One mail goes to one address, so the address is the mail's own, whatever the report calls it. */
const verdictOf = (event: SesEvent): Feedback['verdict'] => {
  const address = event.mail.destination[0]
  if (!address) return undefined
  if (event.eventType === 'Complaint') return { address, is: 'complained' }
  if (event.eventType !== 'Bounce') return undefined
  if (isPolicy(event.bounce)) return { address, is: 'refused' }
  return event.bounce.bounceType === 'Permanent' ? { address, is: 'bounced' } : undefined
}

const reasonOf = (event: SesEvent) =>
  event.eventType === 'Bounce'
    ? `${event.bounce.bounceType}/${event.bounce.bounceSubType}`.slice(0, 80)
    : undefined

/** What a queue message reports, or nothing where it reports nothing of ours; throws on what is no SES event at all. */
export const readFeedback = (body: string): Feedback | undefined => {
  const { detail } = envelope.parse(JSON.parse(body))
  if (!Object.hasOwn(states, detail.eventType)) return undefined
  const event = sesEvent.parse(detail)
  // A report that a mail is no spam arrives as a complaint.
  if (event.eventType === 'Complaint' && event.complaint.complaintFeedbackType === 'not-spam')
    return undefined
  return {
    delivery: deliveryOf(event.mail),
    state: states[event.eventType],
    messageId: event.mail.messageId,
    reason: reasonOf(event),
    sentAt: event.eventType === 'Send' ? Date.parse(event.mail.timestamp) : undefined,
    verdict: verdictOf(event),
  }
}
