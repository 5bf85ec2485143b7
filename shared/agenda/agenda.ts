import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Action, Key, Store } from '../storage/store.ts'

/** What can come due. `subject` says of what; the consumer of the event that follows knows the rest. */
export const agendaKinds = [
  'expand',
  'settle',
  'task-waiting',
  'contact-confirmation',
  'organization-absent',
  'evidence',
  'alert-escalation',
  'recommendation-review',
  'alert-comments',
  'alert-release',
  'alert-embargo',
  'alert-review',
  'alert-expiry',
  'alert-translation',
  'digest',
  'restart',
  'webhook-retry',
  'coalition-closing',
  'meeting-reminder',
  'meeting-deadline',
  'meeting-answers',
  'meeting-places',
  'meeting-offer',
  'meeting-minutes',
  'meeting-series',
  'poll-nudge',
  'poll-deadline',
  'briefing-next',
  'letter-deadline',
  'letter-delivery',
  'attachment-sweep',
  'erasure',
  'retention',
] as const
export type AgendaKind = (typeof agendaKinds)[number]

export const agendaRow = z.object({
  id: z.string(),
  kind: z.enum(agendaKinds),
  dueAt: z.iso.datetime(),
  /** Seconds until it comes due again, until somebody takes it off. */
  every: z.int().positive().optional(),
  /** Up to so many seconds, each time after twice as long as before. */
  atMost: z.int().positive().optional(),
  subject: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type AgendaRow = z.infer<typeof agendaRow>

/** Rows due at one time are spread over so many partitions. */
export const shards = 8

const shardOf = (id: string) => createHash('sha256').update(id).digest()[0]! % shards

const keyOf = ({ id, dueAt }: Pick<AgendaRow, 'id' | 'dueAt'>): Key => ({
  pk: `due#${shardOf(id)}`,
  sk: `${dueAt}#${id}`,
})

/** Puts a row on the agenda; the same row twice is once. One that could not be read when it is due is refused now. */
export const schedule = (row: AgendaRow): Action => ({
  table: 'agenda',
  put: { ...agendaRow.parse(row), ...keyOf(row) },
})

/** Takes a row off, whether or not it is still there. */
export const unschedule = (row: Pick<AgendaRow, 'id' | 'dueAt'>): Action => ({
  table: 'agenda',
  delete: keyOf(row),
})

/** Takes a row off as its consumer: only one of two can. */
export const consume = (row: Pick<AgendaRow, 'id' | 'dueAt'>): Action => ({
  table: 'agenda',
  delete: keyOf(row),
  if: 'present',
})

/** The earliest rows of one shard that are due, at most `limit`. */
export const dueRows = async (store: Store, shard: number, now: Date, limit = 50): Promise<AgendaRow[]> => {
  const { items } = await store.query({
    table: 'agenda',
    partition: `due#${shard}`,
    from: '0',
    to: `${now.toISOString()}\uffff`,
    limit,
  })
  return items.map((item) => agendaRow.parse(item))
}

/** The same row, due again after its `every`; counted from now when it was overdue. */
export const nextOf = (row: AgendaRow, now: Date): AgendaRow => {
  const from = Math.max(now.getTime(), Date.parse(row.dueAt))
  const dueAt = new Date(from + row.every! * 1000).toISOString()
  return { ...row, dueAt, ...(row.atMost && { every: Math.min(row.every! * 2, row.atMost) }) }
}

export const secondsAfter = (now: Date, seconds: number) =>
  new Date(now.getTime() + seconds * 1000).toISOString()
