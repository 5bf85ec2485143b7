import { type TableName, tables } from '../shared/storage/tables.ts'

/**
 * Everything that runs, once, as plain data. `infra/aws` makes a stack of it, `infra/local` a process, and
 * a test proves that neither leaves anything out. Durations are seconds, memory is MB.
 */
export const queues = {
  expansion: { visibility: 360, maxReceives: 20 },
  'mail-urgent': { visibility: 720, maxReceives: 50 },
  mail: { visibility: 720, maxReceives: 50 },
  webhooks: { visibility: 360, maxReceives: 50 },
  // Shorter than the margin by which the mailer lets events be late.
  'mail-events': { visibility: 180, maxReceives: 20 },
} as const satisfies Record<string, QueueDefinition>

export const functions = {
  api: {
    purpose: 'The JSON API, the pages behind mailed links and the public feeds',
    triggers: [{ on: 'http' }],
    memory: 1024,
    timeout: 29,
    writes: [
      'members',
      'situations',
      'coalitions',
      'meetings',
      'alerts',
      'events',
      'deliveries',
      'agenda',
      'integrations',
      'audit',
    ],
    reads: [],
    sends: ['webhooks'],
    reaches: ['attachments'],
  },
  'fan-out': {
    purpose: 'Turns events into notifications, manifests and hints on the mail queues',
    triggers: [
      { on: 'stream', table: 'events', batch: 25 },
      { on: 'queue', queue: 'expansion', batch: 1, concurrency: 10 },
    ],
    memory: 1024,
    timeout: 60,
    reads: ['members'],
    writes: [
      'situations',
      'coalitions',
      'meetings',
      'alerts',
      'events',
      'deliveries',
      'agenda',
      'integrations',
      'audit',
    ],
    // Who asked to join is forgotten in time; grants and addresses in the same table are not its to touch.
    removes: [{ table: 'members', keys: ['apl_*', 'applications#*'] }],
    sends: ['expansion', 'mail-urgent', 'mail', 'webhooks'],
    reaches: ['attachment-removal'],
  },
  mailer: {
    purpose: 'Claims the contacts of a chunk, renders and sends one mail to each, and marks them',
    triggers: [
      { on: 'queue', queue: 'mail-urgent', batch: 1, concurrency: 20 },
      { on: 'queue', queue: 'mail', batch: 1, concurrency: 10 },
    ],
    memory: 1769,
    timeout: 120,
    reads: ['members'],
    writes: ['deliveries', 'agenda'],
    sends: ['mail-urgent', 'mail'],
    reaches: ['ses'],
  },
  'webhook-sender': {
    purpose: "Posts signed events to partners' endpoints",
    triggers: [{ on: 'queue', queue: 'webhooks', batch: 1, concurrency: 20 }],
    memory: 512,
    timeout: 60,
    reads: ['members', 'coalitions', 'meetings', 'alerts', 'events'],
    writes: ['integrations', 'agenda', 'events', 'deliveries'],
    sends: ['webhooks'],
    reaches: ['internet'],
  },
  'mail-feedback': {
    purpose: "Moves deliveries on by SES's own events and suppresses dead addresses",
    triggers: [{ on: 'queue', queue: 'mail-events', batch: 100, window: 1, concurrency: 5 }],
    memory: 512,
    timeout: 30,
    reads: [],
    writes: ['deliveries', 'members', 'events', 'agenda', 'integrations'],
    sends: [],
    reaches: [],
  },
  'mail-replies': {
    purpose:
      'Reads inbound mail: counts what calendars and alerts are answered, and holds the rest beside its matter',
    triggers: [{ on: 'inbound-mail' }],
    memory: 512,
    timeout: 60,
    reads: ['members', 'coalitions'],
    writes: ['meetings', 'alerts', 'deliveries', 'events', 'agenda', 'integrations'],
    sends: [],
    reaches: ['inbound-mail'],
  },
  clock: {
    purpose: 'Every minute: whatever has come due',
    triggers: [{ on: 'schedule', every: 60 }],
    memory: 512,
    timeout: 55,
    reads: [],
    writes: ['agenda', 'events'],
    sends: [],
    reaches: [],
  },
} as const satisfies Record<string, FunctionDefinition>

export const topology: Topology = { tables, queues, functions }

export type QueueName = keyof typeof queues
export type FunctionName = keyof typeof functions

export interface QueueDefinition {
  readonly visibility: number
  /** Receives before a message goes to the queue's dead letters. */
  readonly maxReceives: number
}

export type Trigger =
  | { readonly on: 'http' }
  | { readonly on: 'stream'; readonly table: TableName; readonly batch: number }
  | {
      readonly on: 'queue'
      readonly queue: string
      readonly batch: number
      readonly window?: number
      readonly concurrency: number
    }
  | { readonly on: 'schedule'; readonly every: number }
  | { readonly on: 'inbound-mail' }

export interface FunctionDefinition {
  readonly purpose: string
  readonly triggers: readonly Trigger[]
  readonly memory: number
  readonly timeout: number
  readonly reads: readonly TableName[]
  /** Tables it writes, which it may also read. */
  readonly writes: readonly TableName[]
  /** Rows that it removes from tables which it does not write, by the beginnings of their partition keys. */
  readonly removes?: readonly { readonly table: TableName; readonly keys: readonly `${string}*`[] }[]
  readonly sends: readonly string[]
  readonly reaches: readonly ('ses' | 'internet' | 'inbound-mail' | 'attachments' | 'attachment-removal')[]
}

export interface Topology {
  readonly tables: typeof tables
  readonly queues: Readonly<Record<string, QueueDefinition>>
  readonly functions: Readonly<Record<string, FunctionDefinition>>
}
