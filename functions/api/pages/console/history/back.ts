import type { Actor } from '../../../../../shared/access/actor.ts'
import type { Deps } from '../../../../../shared/deps.ts'
import { listEvents } from '../../../../../shared/events/read.ts'
import type { Event } from '../../../../../shared/events/schema.ts'

/** So many days are looked through for a page, and so many things fill one. */
const mostDays = 14
const most = 50

const dayLength = 86_400_000

/** A day in UTC, so many before another. */
export const dayBefore = (day: string, by: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - by * dayLength).toISOString().slice(0, 10)

export interface Day {
  readonly day: string
  readonly items: readonly Event[]
  /** Whether more happened on it than is shown. */
  readonly isCut: boolean
}

export interface Stretch {
  /** What happened, the last day first and each day from its beginning. */
  readonly days: readonly Day[]
  /** The first day that was looked at: what lies before was not. */
  readonly from: string
}

interface Asked {
  readonly by?: string | undefined
  readonly type?: string | undefined
  readonly until: string
}

/** Follows history back by whole days, as long as they fit on a page and two weeks have not been looked through. */
export const followBack = async (deps: Deps, actor: Actor, { until, ...wanted }: Asked): Promise<Stretch> => {
  const looked = await Promise.all(
    Array.from({ length: mostDays }, async (_, at): Promise<Day> => {
      const day = dayBefore(until, at)
      const page = { limit: most }
      const { items, next } = await listEvents(deps, actor, { filter: { ...wanted, day }, page })
      return { day, items, isCut: next !== undefined }
    }),
  )
  const days: Day[] = []
  let count = 0
  for (const each of looked) {
    if (count > 0 && count + each.items.length > most) break
    days.push(each)
    count += each.items.length
  }
  return { days: days.filter(({ items }) => items.length > 0), from: days.at(-1)!.day }
}
