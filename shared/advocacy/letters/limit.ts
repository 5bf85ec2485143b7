import { staleVersion } from '../../errors.ts'
import type { Action, Store } from '../../storage/store.ts'

const table = 'coalitions'
const week = 7 * 86_400_000
// A Monday.
const epoch = Date.parse('1970-01-05T00:00:00Z')

interface Asked {
  readonly targetId: string
  readonly now: Date
  /** Letters to one target in a week. */
  readonly most: number
}

/** The next place among the letters that a target gets this week: of two that take it at once, one is stale. */
export const findSlot = async (store: Store, { targetId, now, most }: Asked) => {
  const number = Math.floor((now.getTime() - epoch) / week)
  const pk = `letters-to#${targetId}`
  const prefix = `week#${String(number).padStart(6, '0')}#`
  const { items } = await store.query({ table, partition: pk, prefix, limit: most })
  const place = String(items.length).padStart(3, '0')
  return {
    free: items.length < most,
    nextWeek: new Date(epoch + (number + 1) * week).toISOString(),
    take: (letterId: string): Action[] => [
      {
        table,
        put: { pk, sk: `${prefix}${place}`, letterId },
        if: 'absent',
        orElse: () => staleVersion('letter'),
      },
    ],
  }
}
