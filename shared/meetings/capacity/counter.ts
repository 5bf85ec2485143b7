import * as z from 'zod'
import type { Action, Item } from '../../storage/store.ts'
import { capacityTaken } from '../errors.ts'
import { counterKey } from '../keys.ts'
import type { Meeting } from '../schema.ts'
import { isLimited, type Limited, limitsOf, type Pool, poolOf, roomOf } from './limits.ts'
import { type Claim, placesOf, ticketOf } from './place.ts'

const count = z.int().default(0)

/** Places held and answers that wait, in all and by room, and how many tickets were given out. */
const counter = z.object({
  places: count,
  inPerson: count,
  online: count,
  waiting: count,
  inPersonWaiting: count,
  onlineWaiting: count,
  tickets: count,
})
export type Counter = z.infer<typeof counter>

export const parseCounter = (item: Item | undefined): Counter => counter.parse(item ?? {})

/** What one answer adds to the counters. */
const countsOf = (claim: Claim | undefined) => {
  const room = roomOf(claim?.attending)
  const places = placesOf(claim)
  const waiting = ticketOf(claim) === undefined ? 0 : 1
  return { places, [room]: places, waiting, [`${room}Waiting`]: waiting } as Partial<Counter>
}

/** What changes in the counters when one answer follows another. */
const difference = (before: Claim | undefined, after: Claim): Record<string, number> => {
  const [had, has] = [countsOf(before), countsOf(after)]
  const names = Object.keys({ ...had, ...has }) as (keyof Counter)[]
  const isNewTicket = ticketOf(after) !== undefined && ticketOf(after) !== ticketOf(before)
  const changes = names.map((name) => [name, (has[name] ?? 0) - (had[name] ?? 0)] as const)
  return Object.fromEntries([...changes, ['tickets', isNewTicket ? 1 : 0] as const].filter(([, by]) => by))
}

/** Nobody takes places that are not there, nor passes by those who wait; who is called from the queue may. */
const guardOf = ({ places, waiting, limit }: Pool, isCalled: boolean) =>
  limit === undefined ? {} : { atMost: { [places]: limit, ...(!isCalled && { [waiting]: 0 }) } }

interface Step {
  readonly before: Claim | undefined
  readonly after: Claim
  /** Thrown when others were faster. */
  readonly orElse: () => Error
}

/** Moves the counters by one answer; however many ask at once, no more places are taken than there are. */
export const moveCounter = (
  meeting: Limited & Pick<Meeting, 'id'>,
  { before, after, orElse }: Step,
): Action[] => {
  const by = difference(before, after)
  if (Object.keys(by).length === 0) return []
  const pool = poolOf(meeting, after.attending)
  const grows = (by[pool.places] ?? 0) > 0
  const isCalled = after.place?.status === 'offered'
  return [
    {
      table: 'meetings',
      add: counterKey(meeting.id),
      by,
      ...(grows && guardOf(pool, isCalled)),
      orElse,
    },
  ]
}

/** Fails when more places are held than there would be. */
export const placesFit = (meeting: Limited & Pick<Meeting, 'id'>): Action[] =>
  isLimited(meeting)
    ? [
        {
          table: 'meetings',
          add: counterKey(meeting.id),
          by: { places: 0 },
          atMost: limitsOf(meeting),
          orElse: capacityTaken,
        },
      ]
    : []
