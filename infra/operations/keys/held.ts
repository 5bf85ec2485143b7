import { meeting } from '../../../shared/meetings/schema.ts'
import { endOf } from '../../../shared/meetings/state.ts'
import type { Item } from '../../../shared/storage/store.ts'
import type { RowKind } from '../../../shared/takeout/kind.ts'
import { kindOf } from '../../../shared/takeout/kinds.ts'
import type { Found } from '../../../shared/takeout/write.ts'

/** What still rests on a key: how many of which kind, and until when. */
export interface Held {
  readonly count: number
  readonly what: string
  readonly until: string
}

interface Asked {
  readonly id: string
  /** When it signed no more. */
  readonly stopped: Date
  readonly now: Date
}

/** A secret that is retired, or was never confirmed, may stay shut. */
const isOver = ({ until, expiresAt }: Item, now: Date) =>
  [until, expiresAt].some((end) => typeof end === 'string' && end <= now.toISOString())

const isSealedUnder = (value: unknown, asked: Asked): boolean => {
  if (typeof value !== 'object' || value === null) return false
  const part = value as Item
  if (isOver(part, asked.now)) return false
  if (part['keyId'] === asked.id && typeof part['box'] === 'string') return true
  return Object.values(part).some((each) => isSealedUnder(each, asked))
}

/** What seals something of a kind anew, under the key that signs. */
const sealedAnew: Readonly<Record<string, string>> = {
  'second factors': 'their owner has proved a code of the app',
  'secret of a hub': 'the hub has a new secret',
  endpoint: 'it has answered once more, or is removed',
}

/** A calendar goes on answering to the address in the invitation that it knows, while the meeting lies ahead. */
const isAhead = (item: Item, { stopped, now }: Asked) => {
  const asked = meeting.parse(item)
  const wasCalled = asked.createdAt < stopped.toISOString()
  return wasCalled && asked.status !== 'cancelled' && endOf(asked) > now.toISOString()
}

const holds = (kind: RowKind, item: Item, asked: Asked): string | undefined => {
  if (isSealedUnder(item, asked)) return sealedAnew[kind.name] ?? 'it is sealed anew'
  return kind.name === 'meeting' && isAhead(item, asked) ? 'it is over' : undefined
}

/** When an entry of the evidence was signed, if it was by this key. */
const signedAt = (item: Item, id: string): string | undefined => {
  const entry = item['entry'] as { kid?: string; body?: { at?: string } } | undefined
  return entry?.kid === id ? entry.body?.at : undefined
}

const hasLeft = ({ expiresAt }: Item, now: Date) =>
  typeof expiresAt === 'number' && expiresAt * 1000 <= now.getTime()

/** Everything that rests on a key, by kind, and the last thing that it signed and that is on record. */
export const heldBy = async (rows: AsyncIterable<Found>, asked: Asked) => {
  const held = new Map<string, Held>()
  let lastSigned = ''
  for await (const { table, item } of rows) {
    const kind = kindOf(table, item)
    if (!kind || kind.copy || hasLeft(item, asked.now)) continue
    const at = signedAt(item, asked.id)
    if (at && at > lastSigned) lastSigned = at
    const until = holds(kind, item, asked)
    const count = (held.get(kind.name)?.count ?? 0) + 1
    if (until) held.set(kind.name, { what: kind.name, until, count })
  }
  return { held: [...held.values()], lastSigned }
}
