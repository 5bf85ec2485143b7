import * as z from 'zod'
import { schedule, secondsAfter } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import { staleVersion } from '../../errors.ts'
import type { Action, Item, Key, Store } from '../../storage/store.ts'

const table = 'agenda'
const key: Key = { pk: 'confirmation', sk: 'round' }

/** How far the roster has been asked; one row, for one wave goes after the other. */
const round = z.object({
  startedAt: z.iso.datetime(),
  /** After which row of the directory to go on. */
  after: z.custom<Item>().optional(),
  version: z.int(),
})
export type Round = z.infer<typeof round>

export const findRound = async (store: Store): Promise<Round | undefined> => {
  const item = await store.get(table, key)
  return item && round.parse(item)
}

export const putRound = (before: Round | undefined, after: Omit<Round, 'version'>): Action => ({
  table,
  put: { ...after, version: (before?.version ?? 0) + 1, ...key },
  if: before ? { version: before.version } : 'absent',
  orElse: () => staleVersion('round'),
})

const hour = 3600

/** Begins to ask the contacts of the roster, wave by wave from the next hour on; nothing where it has begun. */
export const beginToAsk = async ({ store, clock }: Pick<Deps, 'store' | 'clock'>): Promise<Action[]> => {
  if (await findRound(store)) return []
  const now = clock.now()
  const dueAt = secondsAfter(now, hour)
  return [
    putRound(undefined, { startedAt: now.toISOString() }),
    schedule({
      id: 'contact-confirmation',
      kind: 'contact-confirmation',
      dueAt,
      every: hour,
      subject: 'roster',
    }),
  ]
}
