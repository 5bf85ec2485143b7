import { type Actor, isCoordinator, type Person } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { Item, Page, Query } from '../storage/store.ts'
import { type Event, event } from './schema.ts'
import { sightOf } from './visibility.ts'

interface EventFilter {
  readonly subject?: string | undefined
  /** A day in UTC, as in `2026-12-01`. */
  readonly day?: string | undefined
  /** A contact or an organization: only what they did, as far as the reader may know. */
  readonly by?: string | undefined
  /** A type, or its part before the point: `alert` for all that happens to alerts. */
  readonly type?: string | undefined
}

/** A person elsewhere is nobody's business; that their organization acted may be. */
const withoutOthers = (happened: Event, person: Person): Event => {
  const { contactId: _, ...organizationOnly } = happened.actor
  return happened.actor.organizationId === person.organizationId
    ? happened
    : { ...happened, actor: organizationOnly }
}

/** Whether it is history; the clock's ticks are not. */
const isHistory = ({ type }: Event) => !type.endsWith('.due')

const isOf = (type: string, asked: string) => type === asked || type.startsWith(`${asked}.`)

/** Whether it is of the type and by whom was asked for; what a reader is not told of who did it, they cannot ask for either. */
const isAsked = ({ actor, type }: Event, { by, ...wanted }: EventFilter) =>
  (by === undefined || actor.contactId === by || actor.organizationId === by) &&
  (wanted.type === undefined || isOf(type, wanted.type))

const queryOf = ({ subject, day }: EventFilter, today: string): Query => {
  if (subject === undefined) return { table: 'events', index: 'byDay', partition: day ?? today }
  return { table: 'events', partition: subject, ...(day && { from: day, to: `${day}\uffff` }) }
}

/** The key at which a list goes on after a row; of an index, it names the row's own key besides. */
const positionOf = ({ pk, sk, day }: Item, { index }: Query): Item => (index ? { pk, sk, day } : { pk, sk })

/** Rows read at once where a reader is shown few of them. */
const mostLookedAt = 500

interface Listing {
  readonly filter: EventFilter
  readonly page: { readonly limit: number; readonly after?: Item | undefined }
}

/**
 * History, oldest first: of one subject, or of one day (today, where nothing is asked). Others than coordinators
 * see what is for them; whether anything lies between is not to be told from a page or its cursor.
 */
export const listEvents = async (
  deps: Deps,
  actor: Actor,
  { filter, page }: Listing,
): Promise<Page<Event>> => {
  permit(actor, 'event.list')
  const person = actor.kind === 'person' && !isCoordinator(actor) ? actor : undefined
  const sees = person ? sightOf(deps.store, { ...person, coordinator: false }) : async () => true
  const today = (page.after?.['day'] as string | undefined) ?? deps.clock.now().toISOString().slice(0, 10)
  const query = queryOf(filter, today)
  const found: { seen: Event; row: Item }[] = []
  let after = page.after
  do {
    const { items, next } = await deps.store.query({
      ...query,
      limit: person || filter.by || filter.type ? mostLookedAt : page.limit + 1,
      ...(after && { after }),
    })
    const all = items.map((row) => ({ row, happened: event.parse(row) }))
    const visible = await Promise.all(all.map(({ happened }) => isHistory(happened) && sees(happened)))
    for (const { row, happened } of all.filter((_, at) => visible[at])) {
      const seen = person ? withoutOthers(happened, person) : happened
      if (isAsked(seen, filter)) found.push({ seen, row })
    }
    after = next
  } while (after && found.length <= page.limit)
  const shown = found.slice(0, page.limit)
  const items = shown.map(({ seen }) => seen)
  return found.length > page.limit ? { items, next: positionOf(shown.at(-1)!.row, query) } : { items }
}
