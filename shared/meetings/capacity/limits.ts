import { invalid } from '../../errors.ts'
import type { Meeting } from '../schema.ts'
import type { Counter } from './counter.ts'
import type { Attending } from './place.ts'

export type Limited = Pick<Meeting, 'capacity' | 'capacities'>

/** The room that an answer counts in; who has not said how they take part needs no chair. */
export const roomOf = (attending: Attending | undefined) =>
  attending === 'in-person' ? ('inPerson' as const) : ('online' as const)

const queues = { places: 'waiting', inPerson: 'inPersonWaiting', online: 'onlineWaiting' } as const

/** Places that are counted together, who waits for them, and how many there are. */
export interface Pool {
  readonly places: keyof typeof queues
  readonly waiting: (typeof queues)[keyof typeof queues]
  readonly limit: number | undefined
}

/** Where the two rooms of a hybrid meeting have places of their own, each is a pool; else there is one. */
export const poolOf = ({ capacity, capacities }: Limited, attending: Attending | undefined): Pool => {
  const places = capacities ? roomOf(attending) : 'places'
  const limit = places === 'places' ? capacity : capacities?.[places]
  return { places, waiting: queues[places], limit }
}

export const isLimited = ({ capacity, capacities }: Limited) =>
  capacity !== undefined || capacities !== undefined

/** The most that each counter may show. */
export const limitsOf = ({ capacity, capacities }: Limited): Partial<Record<keyof Counter, number>> => ({
  ...(capacity !== undefined && { places: capacity }),
  ...capacities,
})

export const requireLimitsFit = ({ capacity, capacities, location }: Limited & Pick<Meeting, 'location'>) => {
  if (!capacities) return
  if (location.kind !== 'hybrid')
    throw invalid('are of a hybrid meeting. Any other has one capacity', '#/capacities')
  if (capacity !== undefined)
    throw invalid('stand in the place of capacity. Give one of them, and null for the other', '#/capacities')
}
