import type { TableName } from '../storage/tables.ts'

/** How long rows of a kind stay. */
export const lives = {
  kept: 'as long as the alliance keeps it',
  chosen: 'as long as the alliance sets',
  words: 'as long as the alliance keeps it; what was written in it, as long as it sets',
  mails:
    'as long as the alliance keeps it; of mails that are neither evidence nor invitations, as long as it sets',
  follows: 'as long as what it lists or belongs to',
  year: '400 days, or as long as the alliance sets',
  due: 'until it is done',
  ticks: '7 days',
  expires: 'until it expires',
  minutes: 'minutes to a day',
  month: '30 days',
} as const
export type Life = keyof typeof lives

/** Lives that end by the row's own `expiresAt`, which DynamoDB's expiry looks at. */
export const ends: readonly Life[] = ['year', 'ticks', 'expires', 'minutes', 'month']

/** Every row of the tables is of one kind, by its key. */
export interface RowKind {
  readonly name: string
  readonly table: TableName
  /** Patterns of the key, in which `*` stands for anything. */
  readonly pk: string
  readonly sk: string
  readonly life: Life
  /** Why it never leaves with an export; a kind without a reason leaves. */
  readonly stays?: string
  /** It says again, in a list, what stands elsewhere. */
  readonly copy?: true
}

type Brief = readonly [name: string, pk: string, sk: string, life?: Life]

/** Kinds of one table that leave. */
export const leave = (table: TableName, kinds: readonly Brief[]): RowKind[] =>
  kinds.map(([name, pk, sk, life = 'kept']) => ({ name, table, pk, sk, life }))

/** Copies in the lists of one table; they leave too, so that what comes back needs nothing derived. */
export const copies = (table: TableName, name: string, pks: readonly string[], life: Life = 'follows') =>
  pks.map((pk): RowKind => ({ name, table, pk, sk: '*', life, copy: true }))

/** Kinds of one table that stay, for one reason. */
export const stay = (table: TableName, stays: string, kinds: readonly Brief[]): RowKind[] =>
  leave(table, kinds).map((kind) => ({ ...kind, stays }))
