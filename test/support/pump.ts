import { marshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBStreamEvent, SESEvent, SQSEvent } from 'aws-lambda'
import { createHandler as createClock } from '../../functions/clock/handler.ts'
import { createHandler as createFanOut } from '../../functions/fan-out/handler.ts'
import { createHandler as createFeedback } from '../../functions/mail-feedback/handler.ts'
import { createHandler as createMailReplies } from '../../functions/mail-replies/handler.ts'
import { createHandler as createMailer } from '../../functions/mailer/handler.ts'
import { createHandler as createWebhookSender } from '../../functions/webhook-sender/handler.ts'
import type { FunctionName } from '../../infra/topology.ts'
import type { Deps } from '../../shared/deps.ts'
import type { QueueName } from '../../shared/ports/queues.ts'
import { granted } from './granted.ts'
import type { SentMail } from './memory-mail.ts'
import type { Wire } from './wire.ts'
import type { World } from './world.ts'

export const streamEvent = (items: readonly Record<string, unknown>[]): DynamoDBStreamEvent => ({
  Records: items.map((item, at) => ({
    eventName: 'INSERT',
    eventSource: 'aws:dynamodb',
    eventID: String(item['id']),
    dynamodb: {
      SequenceNumber: String(at),
      NewImage: marshall(item, { removeUndefinedValues: true }) as never,
    },
  })),
})

export const queueEvent = (messages: readonly object[]): SQSEvent =>
  ({
    Records: messages.map((message, at) => ({
      messageId: `m${at}`,
      body: JSON.stringify(message),
      eventSource: 'aws:sqs',
    })),
  }) as unknown as SQSEvent

/** What SES says of a mail, as EventBridge hands it over. */
export const sesEvent = (mail: SentMail, eventType: string, extra: object = {}) => ({
  source: 'aws.ses',
  'detail-type': `Email ${eventType}`,
  detail: {
    eventType,
    mail: {
      timestamp: mail.at,
      messageId: mail.messageId,
      destination: [mail.to],
      tags: Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
    },
    ...extra,
  },
})

/** A mail that came in, as SES's receipt rule announces it. */
export const inboundEvent = (mail: {
  readonly messageId: string
  readonly at: string
  readonly to: readonly string[]
  readonly dmarc?: string
  readonly spam?: string
}): SESEvent =>
  ({
    Records: [
      {
        ses: {
          mail: { messageId: mail.messageId, timestamp: mail.at },
          receipt: {
            recipients: mail.to,
            dmarcVerdict: { status: mail.dmarc ?? 'PASS' },
            spamVerdict: { status: mail.spam ?? 'PASS' },
            virusVerdict: { status: 'PASS' },
          },
        },
      },
    ],
  }) as unknown as SESEvent

/** Every function of the house on one world, moved by hand. */
export const createPump = (world: World, wire: Wire, deps: Deps = world.deps) => {
  const denials: string[] = []
  const as = (name: FunctionName) => granted(name, deps, denials)
  const functions = {
    'fan-out': createFanOut(as('fan-out')),
    mailer: createMailer(as('mailer')),
    'mail-feedback': createFeedback(as('mail-feedback')),
    'mail-replies': createMailReplies(as('mail-replies')),
    'webhook-sender': createWebhookSender(as('webhook-sender')),
    clock: createClock(as('clock')),
  }
  const consumers: Record<QueueName, (event: SQSEvent) => Promise<unknown>> = {
    expansion: (event) => functions['fan-out'](event),
    'mail-urgent': functions.mailer,
    mail: functions.mailer,
    webhooks: functions['webhook-sender'],
    'mail-events': functions['mail-feedback'],
  }

  /** Hands over what waits on stream and queues until nothing does; what was delayed stays until its time. */
  const drain = async () => {
    while (wire.stream.length > 0 || world.queues.sent.some(world.queues.isDue)) {
      const events = wire.stream.splice(0)
      if (events.length > 0) await functions['fan-out'](streamEvent(events))
      for (const { queue, message } of world.queues.takeDue()) await consumers[queue](queueEvent([message]))
    }
    // Functions turn what fails into a retry, and what is denied never works.
    if (denials.length > 0) throw new Error(`Not granted: ${denials.join(', ')}`)
  }

  /** A mail comes in, and what follows is done. */
  const mailIn = async (
    raw: string | Uint8Array,
    envelope: Omit<Parameters<typeof inboundEvent>[0], 'at'>,
  ) => {
    world.inbox.set(envelope.messageId, typeof raw === 'string' ? Buffer.from(raw) : raw)
    await functions['mail-replies'](inboundEvent({ at: world.clock.now().toISOString(), ...envelope }))
    await drain()
  }

  /** SES's `Send` and `Delivery` of all mails so far. */
  const feedBack = async (mails: readonly SentMail[] = world.mail.sent) => {
    const events = mails.flatMap((mail) => [
      sesEvent(mail, 'Send'),
      sesEvent(mail, 'Delivery', { delivery: {} }),
    ])
    if (events.length > 0) await functions['mail-feedback'](queueEvent(events))
  }

  /** Time passes, the clock ticks once, and what follows is done. */
  const pass = async (seconds: number) => {
    world.clock.advance(seconds)
    await functions.clock()
    await drain()
  }

  return { functions, drain, mailIn, feedBack, pass }
}

export type Pump = ReturnType<typeof createPump>
