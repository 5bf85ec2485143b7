import type { Deps } from '../deps.ts'
import { type Event, event } from '../events/schema.ts'
import { findOrganization } from '../organizations/repository.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { Item, Store } from '../storage/store.ts'
import { commitment, type Entry, newNonce, type Opening, origin, signed } from './entry.ts'
import { publicKeyOf } from './keys.ts'
import { appendEntry, lastEntries, publishKey } from './repository.ts'

/** What an event says that names nobody. Everything else of it stands as a digest. */
const open = [
  'revision',
  'level',
  'exercise',
  'messageType',
  'digest',
  'alone',
  'releaseAt',
  'because',
  'answer',
  'by',
] as const

/** So many entries are looked at for an event that is there already, and so long before the last one for late ones. */
const tail = 100
const lateness = 60_000

/** An alert's events since a moment, oldest first; the clock's ticks are none. */
const eventsSince = async (store: Store, alertId: string, since: string | undefined) => {
  const from = since && new Date(Date.parse(since) - lateness).toISOString()
  const found: Event[] = []
  let after: Item | undefined
  do {
    const bounds = from ? { from, to: '\uffff' } : {}
    const query = { table: 'events', partition: alertId, ...bounds } as const
    const page = await store.query({ ...query, ...(after && { after }) })
    found.push(...page.items.map((item) => event.parse(item)))
    after = page.next
  } while (after)
  return found.filter(({ type }) => type.startsWith('alert.'))
}

const eventIdOf = ({ body }: Entry) => (body.kind === 'event' ? body.event.id : undefined)

/** Whom an event is about: who answered, as the roster calls it now. */
const whoOf = async (store: Store, { data }: Event) => {
  const id = data['organizationId']
  if (typeof id !== 'string') return undefined
  const found = await findOrganization(store, id)
  return { organizationId: id, name: found?.name ?? '', relation: found?.relation ?? 'gone' }
}

/** What opens the digests of an event's entry. */
export interface EventSecret {
  readonly event: Opening
  readonly who?: Opening
}

const append = async (deps: Deps, alertId: string, before: Entry | undefined, happened: Event) => {
  const who = await whoOf(deps.store, happened)
  const { id, type, at, actor, data } = happened
  const facts = Object.fromEntries(
    open.flatMap((key) => (data[key] === undefined ? [] : [[key, data[key] as string | number | boolean]])),
  )
  const secret: EventSecret = {
    event: { nonce: newNonce(), content: { id, type, at, actor, data } },
    ...(who && { who: { nonce: newNonce(), content: who } }),
  }
  const entry = signed(deps.keys, {
    kind: 'event',
    chain: alertId,
    sequence: (before?.body.sequence ?? 0) + 1,
    previous: before?.hash ?? origin(alertId),
    at: deps.clock.now().toISOString(),
    event: { id, type, at, facts: { ...facts, ...(who && { relation: who.relation }) } },
    sealed: {
      event: commitment(secret.event),
      ...(secret.who && { who: commitment(secret.who) }),
    },
  })
  await deps.store.transact([
    ...appendEntry(alertId, entry, secret),
    ...(before?.kid === entry.kid ? [] : [publishKey(publicKeyOf(deps.keys))]),
  ])
  return entry
}

/** Appends what has happened to an alert since its last entry: whoever comes next makes up for a lost hint. */
export const recordEvents = (deps: Deps, alertId: string) =>
  onFreshRead(async () => {
    const last = await lastEntries(deps.store, alertId, 0, tail)
    const known = new Set(last.map(eventIdOf))
    const latest = last.flatMap(({ body }) => (body.kind === 'event' ? [body.event.at] : [])).toSorted()
    let before = last[0]
    for (const happened of await eventsSince(deps.store, alertId, latest.at(-1)))
      if (!known.has(happened.id)) before = await append(deps, alertId, before, happened)
  })
