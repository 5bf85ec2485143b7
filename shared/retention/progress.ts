import * as z from 'zod'
import { type AgendaRow, schedule, secondsAfter } from '../agenda/agenda.ts'
import { staleVersion } from '../errors.ts'
import type { Action, Item, Key, Store } from '../storage/store.ts'
import { type Part, parts } from './schema.ts'

const table = 'agenda'
const progressKey: Key = { pk: 'retention', sk: 'progress' }
const removedKey: Key = { pk: 'retention', sk: 'removed' }

/** Up to where each walk has come; what lies before is done, but for what is held. */
export const progress = z.object({
  /** The last row of a list that was looked at. */
  lists: z.record(z.string(), z.string()).default({}),
  /** The day of history that is looked at, and the row to go on behind. */
  day: z.string().default('2025-01-01'),
  within: z.record(z.string(), z.unknown()).optional(),
  /** By which limit the notes of the audit were stamped last, and by which limit they are stamped now, from which day on. */
  stamped: z.int().default(400),
  stamping: z.object({ limit: z.int(), day: z.string() }).optional(),
  version: z.int().default(0),
})
export type Progress = z.infer<typeof progress>

export const findProgress = async (store: Store): Promise<Progress | undefined> => {
  const item = await store.get(table, progressKey)
  return item && progress.parse(item)
}

export const putProgress = (after: Progress): Action => ({
  table,
  put: { ...after, version: after.version + 1, ...progressKey },
  if: { version: after.version },
  orElse: () => staleVersion('retention'),
})

const rowOf = (id: string, dueAt: string): AgendaRow => ({
  id,
  kind: 'retention',
  dueAt,
  subject: 'settings',
})

/** Has the rest done in a minute. */
export const goOn = (now: Date) => schedule(rowOf('retention-goes-on', secondsAfter(now, 60)))

/** Puts the daily round on the agenda for good, when somebody first sets how long anything is kept. */
export const startRounds = async (store: Store, now: Date): Promise<Action[]> =>
  (await findProgress(store))
    ? []
    : [
        { table, put: { ...progress.parse({}), ...progressKey }, if: 'absent' },
        schedule({ ...rowOf('retention', now.toISOString()), every: 86_400 }),
      ]

export type Removed = Partial<Record<Part, number>>

/** Counts what is removed in the transaction that removes it. */
export const counted = (part: Part, count = 1): Action => ({ table, add: removedKey, by: { [part]: count } })

export const findRemoved = async (store: Store): Promise<Removed> => {
  const item = (await store.get(table, removedKey)) ?? {}
  return Object.fromEntries(parts.flatMap((part) => (item[part] ? [[part, Number(item[part])]] : [])))
}

/** Begins to count anew, unless more was counted meanwhile. */
export const clearRemoved = (known: Removed): Action => ({
  table,
  delete: removedKey,
  if: known,
  orElse: () => staleVersion('retention'),
})

/** What is needed still is looked at again in each round, wherever the walk has come. */
const heldKey = (part: Part, id: string): Key => ({ pk: `retention#${part}`, sk: id })
export const hold = (part: Part, id: string): Action => ({ table, put: { id, ...heldKey(part, id) } })
export const letGo = (part: Part, id: string): Action => ({ table, delete: heldKey(part, id) })

export const heldPage = async (store: Store, part: Part, after?: Item) => {
  const { items, next } = await store.query({
    ...{ table, partition: `retention#${part}`, limit: 50 },
    ...(after && { after }),
  })
  return { ids: items.map(({ id }) => String(id)), next }
}
