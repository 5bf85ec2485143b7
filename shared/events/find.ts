import type { Item, Store } from '../storage/store.ts'
import { type Event, event } from './schema.ts'

const table = 'events'

export const findEvent = async (store: Store, { id, subject, at }: Pick<Event, 'id' | 'subject' | 'at'>) => {
  const item = await store.get(table, { pk: subject, sk: `${at}#${id}` })
  return item && event.parse(item)
}

const day = 86_400_000

const daysBetween = (since: Date, until: Date) => {
  const first = Math.floor(since.getTime() / day)
  const last = Math.floor(until.getTime() / day)
  return Array.from({ length: last - first + 1 }, (_, at) =>
    new Date((first + at) * day).toISOString().slice(0, 10),
  )
}

interface Span {
  readonly since: Date
  readonly until: Date
}

/** The alliance's history between two moments, both included, day by day. The index runs a moment behind. */
export async function* eventsBetween(
  store: Store,
  { since, until }: Span,
  newestFirst = false,
): AsyncGenerator<Event> {
  const days = daysBetween(since, until)
  const bounds = { from: since.toISOString(), to: `${until.toISOString()}\uffff` }
  for (const partition of newestFirst ? days.reverse() : days)
    for (let after: Item | undefined, more = true; more; more = after !== undefined) {
      const query = { table, index: 'byDay', partition, ...bounds, descending: newestFirst } as const
      const { items, next } = await store.query({ ...query, ...(after && { after }) })
      yield* items.map((item) => event.parse(item))
      after = next
    }
}
