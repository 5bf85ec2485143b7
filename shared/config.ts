import type { QueueName } from './ports/queues.ts'
import { type TableName, tableNames } from './storage/tables.ts'

/** What an installation is told from outside; the only place that reads the environment. */
export interface Config {
  readonly tables: Readonly<Record<TableName, string>>
  readonly queueUrls: Readonly<Record<QueueName, string>>
  /** What links begin with, without a slash at the end. */
  readonly publicUrl: string
  readonly alliance: string
  readonly mail: {
    /** The address that mails come from. */
    readonly from: string
    /** The address that discreet contacts see: one that says nothing of who writes. */
    readonly discreetFrom: string
    /** The domain that receives replies. */
    readonly domain: string
    readonly configurationSet: string | undefined
  }
  /** Addresses of the first coordinators, who may sign in while nobody holds a grant. */
  readonly coordinators: readonly string[]
  /** Where the organization they are made contacts of is at home. */
  readonly coordinatingCountry: string
  readonly region: string
  readonly keysSecretArn: string | undefined
  readonly inboundBucket: string | undefined
  readonly attachmentsBucket: string | undefined
  /** Whether webhooks may call this very machine: on one machine, for trying things out. */
  readonly allowLoopbackEndpoints: boolean
}

/** The environment variable that carries a resource's name: `mail-urgent` is in `MAIL_URGENT_QUEUE_URL`. */
export const variable = (name: string, suffix: 'TABLE' | 'QUEUE_URL') =>
  `${name.replaceAll('-', '_').toUpperCase()}_${suffix}`

export const queueNames: readonly QueueName[] = [
  'expansion',
  'mail-urgent',
  'mail',
  'webhooks',
  'mail-events',
]

export const readConfig = (env: Readonly<Record<string, string | undefined>> = process.env): Config => {
  const publicUrl = (env['PUBLIC_URL'] ?? 'http://localhost:8787').replace(/\/+$/, '')
  const domain = env['MAIL_DOMAIN'] ?? 'tocsin.example.org'
  const named = <N extends string>(names: readonly N[], suffix: 'TABLE' | 'QUEUE_URL') =>
    Object.fromEntries(names.map((name) => [name, env[variable(name, suffix)] ?? name])) as Record<N, string>
  return {
    tables: named(tableNames, 'TABLE'),
    queueUrls: named(queueNames, 'QUEUE_URL'),
    publicUrl,
    alliance: env['ALLIANCE_NAME'] ?? 'The Alliance',
    mail: {
      from: env['MAIL_FROM'] ?? `alerts@${domain}`,
      // A relay may let only its own address pass, so one that was given stands for both.
      discreetFrom: env['DISCREET_FROM'] ?? env['MAIL_FROM'] ?? `post@${domain}`,
      domain,
      configurationSet: env['CONFIGURATION_SET'],
    },
    coordinators: (env['COORDINATORS'] ?? '').split(/[\s,;]+/).filter((address) => address.includes('@')),
    coordinatingCountry: env['COORDINATING_COUNTRY'] ?? 'CH',
    region: env['AWS_REGION'] ?? 'eu-west-1',
    keysSecretArn: env['KEYS_SECRET_ARN'],
    inboundBucket: env['INBOUND_BUCKET'],
    attachmentsBucket: env['ATTACHMENTS_BUCKET'],
    allowLoopbackEndpoints: env['ALLOW_LOOPBACK_ENDPOINTS'] === '1',
  }
}
