import { letters } from '../advocacy/letters/repository.ts'
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
  'state',
  'signers',
] as const

/** So many entries are looked at for an event that is there already, and so long before the last one for late ones. */
const tail = 100
const lateness = 60_000

/** What happened to an alert or a letter is evidence; the clock's ticks are not. */
export const isEvidence = (type: string) => /^(alert|letter)\./.test(type)

/** Its events since a moment, oldest first. */
const eventsSince = async (store: Store, subject: string, since: string | undefined) => {
  const from = since && new Date(Date.parse(since) - lateness).toISOString()
  const found: Event[] = []
  let after: Item | undefined
  do {
    const bounds = from ? { from, to: '\uffff' } : {}
    const query = { table: 'events', partition: subject, ...bounds } as const
    const page = await store.query({ ...query, ...(after && { after }) })
    found.push(...page.items.map((item) => event.parse(item)))
    after = page.next
  } while (after)
  return found.filter(({ type }) => isEvidence(type))
}

const eventIdOf = ({ body }: Entry) => (body.kind === 'event' ? body.event.id : undefined)

/** Whom an event is about: who answered, as the roster calls it now. */
const whoOf = async (store: Store, { data }: Event) => {
  const id = data['organizationId']
  if (typeof id !== 'string') return undefined
  const found = await findOrganization(store, id)
  return { organizationId: id, name: found?.name ?? '', relation: found?.relation ?? 'gone' }
}

/** What the target of a letter answered, as it was recorded; events carry no text. */
const answerOf = async (store: Store, { type, subject }: Event) =>
  type === 'letter.answered' ? (await letters.find(store, subject))?.answer : undefined

/** What opens the digests of an event's entry. */
export interface EventSecret {
  readonly event: Opening
  readonly who?: Opening
  readonly answer?: Opening
}

const append = async (deps: Deps, chain: string, before: Entry | undefined, happened: Event) => {
  const [who, answer] = await Promise.all([whoOf(deps.store, happened), answerOf(deps.store, happened)])
  const { id, type, at, actor, data } = happened
  const facts = Object.fromEntries(
    open.flatMap((key) => (data[key] === undefined ? [] : [[key, data[key] as string | number | boolean]])),
  )
  const secret: EventSecret = {
    event: { nonce: newNonce(), content: { id, type, at, actor, data } },
    ...(who && { who: { nonce: newNonce(), content: who } }),
    ...(answer && { answer: { nonce: newNonce(), content: answer } }),
  }
  const entry = signed(deps.keys, {
    kind: 'event',
    chain,
    sequence: (before?.body.sequence ?? 0) + 1,
    previous: before?.hash ?? origin(chain),
    at: deps.clock.now().toISOString(),
    event: { id, type, at, facts: { ...facts, ...(who && { relation: who.relation }) } },
    sealed: {
      event: commitment(secret.event),
      ...(secret.who && { who: commitment(secret.who) }),
      ...(secret.answer && { answer: commitment(secret.answer) }),
    },
  })
  await deps.store.transact([
    ...appendEntry(chain, entry, secret),
    ...(before?.kid === entry.kid ? [] : [publishKey(publicKeyOf(deps.keys))]),
  ])
  return entry
}

/** Appends what has happened to an alert or a letter since its last entry: whoever comes next makes up for a lost hint. */
export const recordEvents = (deps: Deps, subject: string) =>
  onFreshRead(async () => {
    const last = await lastEntries(deps.store, subject, 0, tail)
    const known = new Set(last.map(eventIdOf))
    const latest = last.flatMap(({ body }) => (body.kind === 'event' ? [body.event.at] : [])).toSorted()
    let before = last[0]
    for (const happened of await eventsSince(deps.store, subject, latest.at(-1)))
      if (!known.has(happened.id)) before = await append(deps, subject, before, happened)
  })
