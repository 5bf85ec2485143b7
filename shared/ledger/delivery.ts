import * as z from 'zod'
import { idOf } from '../ids.ts'
import type { Item, Key } from '../storage/store.ts'

export const deliveryStates = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'delayed',
  'bounced',
  'complained',
  'rejected',
  'failed',
  'skipped',
  'superseded',
  'parked',
  'inDoubt',
] as const
export type DeliveryState = (typeof deliveryStates)[number]

/**
 * The state machine: from where each state may be reached. A contact of the manifest without a row is
 * `queued`; so is one whose claim was released. SES's events come in any order, and none leads backwards.
 */
export const reachableFrom: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  queued: ['sending', 'parked', 'inDoubt'],
  sending: ['queued', 'parked', 'inDoubt'],
  sent: ['queued', 'sending', 'parked', 'inDoubt'],
  delivered: ['queued', 'sending', 'parked', 'inDoubt', 'sent', 'delayed'],
  delayed: ['queued', 'sending', 'parked', 'inDoubt', 'sent'],
  bounced: ['queued', 'sending', 'parked', 'inDoubt', 'sent', 'delayed', 'delivered'],
  complained: ['queued', 'sending', 'parked', 'inDoubt', 'sent', 'delayed', 'delivered', 'bounced'],
  rejected: ['queued', 'sending', 'parked', 'inDoubt', 'sent'],
  failed: ['sending'],
  // In doubt only once feedback has shown that nothing was sent.
  skipped: ['queued', 'parked', 'inDoubt'],
  superseded: ['queued', 'parked'],
  parked: ['queued', 'sending'],
  inDoubt: ['sending'],
}

/** Whether something is still to be done or awaited before the delivery has its outcome from us. */
export const isOpen = (state: DeliveryState) =>
  state === 'queued' || state === 'sending' || state === 'parked' || state === 'inDoubt'

/** Whether the mail has left us, whatever became of it. */
export const wasTold = (state: DeliveryState) =>
  state === 'sent' ||
  state === 'delivered' ||
  state === 'delayed' ||
  state === 'bounced' ||
  state === 'complained'

/** States that somebody should look at; rows in them stand in the sparse index. */
const exceptional: readonly DeliveryState[] = [
  'bounced',
  'complained',
  'rejected',
  'failed',
  'delayed',
  'parked',
  'inDoubt',
]

export const skipReasons = [
  'removed',
  'bounced',
  'complained',
  'unsubscribed',
  'preference',
  'compromised',
  'never-told',
  'expired',
  'called-off',
  'withheld',
  'digest',
  'invited',
  'suspended',
  'left',
] as const
export type SkipReason = (typeof skipReasons)[number]

/** One transition: when, to what, in which attempt, by which message, why. */
const transition = z.object({
  at: z.iso.datetime(),
  state: z.enum(deliveryStates),
  attempt: z.int(),
  messageId: z.string().optional(),
  reason: z.string().optional(),
})
export type Transition = z.infer<typeof transition>

/** What became of one contact of a manifest. `version` counts its transitions. */
export const delivery = z.object({
  version: z.int().min(1),
  state: z.enum(deliveryStates),
  attempt: z.int().min(0),
  /** Who claimed it last: tells one's own claim from another's when the answer was lost. */
  claimant: z.string().optional(),
  organizationId: idOf('organization'),
  log: z.array(transition),
})
export type Delivery = z.infer<typeof delivery>

export const chunkPartition = (notificationId: string, chunk: number) =>
  `${notificationId}#${String(chunk).padStart(6, '0')}`

export const deliveryKey = (partition: string, contactId: string): Key => ({ pk: partition, sk: contactId })

/** A delivery's row; the contact's history and the exceptional states are indexed. */
export const deliveryRow = (partition: string, contactId: string, given: Delivery): Key & Item => ({
  ...deliveryKey(partition, contactId),
  contactId,
  at: given.log[0]!.at,
  delivery: given,
  ...(exceptional.includes(given.state) && { exception: given.state }),
})

/** Whether the sparse index must change with the state. */
export const changesException = (from: DeliveryState, to: DeliveryState) =>
  from !== to && (exceptional.includes(from) || exceptional.includes(to))

type Step = Omit<Transition, 'attempt'> & { readonly attempt?: number; readonly claimant?: string }

/** The first row of a contact: whoever stores it first decides. */
export const firstDelivery = (organizationId: Delivery['organizationId'], step: Step): Delivery => {
  const { claimant, attempt = 0, ...rest } = step
  return {
    version: 1,
    state: step.state,
    attempt,
    ...(claimant && { claimant }),
    organizationId,
    log: [{ ...rest, attempt }],
  }
}

/** A release for the same reason as the last one takes its place: a long outage must not fill the row. */
const folded = (log: Delivery['log'], { state, reason }: Step) => {
  const [before, claim] = log.slice(-2)
  const again = state === 'queued' && claim?.state === 'sending' && before?.state === 'queued'
  return again && before.reason === reason ? log.slice(0, -2) : log
}

/** The delivery after a transition, or nothing where the state machine has no such step. */
export const advance = (from: Delivery, step: Step): Delivery | undefined => {
  if (!reachableFrom[step.state].includes(from.state)) return undefined
  const { claimant, attempt = from.attempt, ...rest } = step
  return {
    ...from,
    version: from.version + 1,
    state: step.state,
    attempt,
    ...(claimant && { claimant }),
    log: [...folded(from.log, step), { ...rest, attempt }],
  }
}

/** The ids that the mail server gave the mails of this delivery, in order. */
export const messageIdsOf = ({ log }: Delivery) => [
  ...new Set(log.flatMap(({ messageId }) => (messageId ? [messageId] : []))),
]
