import { randomUUID } from 'node:crypto'
import { localRegion } from '../dynamodb.ts'
import type { Email } from './email.ts'

const account = '000000000000'

const detailTypes = {
  Send: 'Email Sent',
  Delivery: 'Email Delivered',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
} as const

export type EventType = keyof typeof detailTypes

/** What SES says about one mail: its type, the mail, and the part that carries the type's name. */
export interface SesEvent {
  readonly eventType: EventType
  readonly mail: object
  readonly [part: string]: unknown
}

const domainOf = (source: string) => source.replace(/>\s*$/, '').split('@').at(-1) ?? ''

const mailOf = (email: Email, source: string, configurationSet = 'local') => ({
  timestamp: email.at,
  source,
  sourceArn: `arn:aws:ses:${localRegion}:${account}:identity/${domainOf(source)}`,
  sendingAccountId: account,
  messageId: email.messageId,
  destination: email.destination.to,
  headersTruncated: false,
  headers: email.headers,
  commonHeaders: {
    from: [email.from],
    ...(email.replyTo.length > 0 && { replyTo: email.replyTo }),
    to: email.destination.to,
    messageId: email.messageId,
    subject: email.subject,
  },
  tags: {
    'ses:operation': ['SendRawEmail'],
    'ses:configuration-set': [configurationSet],
    'ses:source-ip': ['127.0.0.1'],
    'ses:from-domain': [domainOf(source)],
    'ses:caller-identity': ['local'],
    ...Object.fromEntries(Object.entries(email.tags).map(([name, value]) => [name, [value]])),
  },
})

const partOf = (type: EventType, recipients: readonly string[], subType: string, at: Date) => {
  const timestamp = at.toISOString()
  const feedbackId = `${randomUUID()}-000000`
  switch (type) {
    case 'Send':
      return {}
    case 'Delivery':
      return {
        timestamp,
        processingTimeMillis: 1,
        recipients,
        smtpResponse: '250 2.6.0 Message received',
        reportingMTA: 'localhost',
      }
    case 'Bounce':
      return {
        bounceType: 'Permanent',
        bounceSubType: subType,
        bouncedRecipients: recipients.map((emailAddress) => ({
          emailAddress,
          action: 'failed',
          status: '5.1.1',
          diagnosticCode: 'smtp; 550 5.1.1 user unknown',
        })),
        timestamp,
        feedbackId,
        reportingMTA: 'dsn; localhost',
      }
    case 'Complaint':
      return {
        complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
        timestamp,
        feedbackId,
        userAgent: 'Amazon SES Mailbox Simulator',
        complaintFeedbackType: 'abuse',
        arrivalDate: timestamp,
      }
  }
}

export interface Happening {
  readonly type: EventType
  readonly recipients: readonly string[]
  /** Of a bounce. */
  readonly subType?: string
}

/** One event as SES publishes it. */
export const sesEvent = (
  email: Email,
  submission: { readonly source: string; readonly configurationSet?: string },
  { type, recipients, subType = 'General' }: Happening,
  at: Date,
): SesEvent => ({
  eventType: type,
  mail: mailOf(email, submission.source, submission.configurationSet),
  [type.toLowerCase()]: partOf(type, recipients, subType, at),
})

/** The event as EventBridge puts it on a queue. */
export const asDelivered = (event: SesEvent, at: Date) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': detailTypes[event.eventType],
  source: 'aws.ses',
  account,
  time: at.toISOString(),
  region: localRegion,
  resources: [`arn:aws:ses:${localRegion}:${account}:configuration-set/local`],
  detail: event,
})
