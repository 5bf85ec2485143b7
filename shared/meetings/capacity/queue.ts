import * as z from 'zod'
import { idOf } from '../../ids.ts'
import type { Action, Item, Key, Store } from '../../storage/store.ts'
import type { Rsvp } from '../answers/rsvp.ts'
import type { Meeting } from '../schema.ts'
import type { Counter } from './counter.ts'
import { type Limited, poolOf } from './limits.ts'
import { attending, ticketOf } from './place.ts'

const table = 'meetings'
const prefix = 'queue#'

const waiter = z.object({
  contactId: idOf('contact'),
  organizationId: idOf('organization'),
  delegates: z.int(),
  attending: attending.optional(),
})
export type Waiter = z.infer<typeof waiter>

const keyOf = (id: Meeting['id'], ticket: number, contactId: string): Key => ({
  pk: id,
  sk: `${prefix}${String(ticket).padStart(10, '0')}#${contactId}`,
})

/** Puts an answer in the queue, or takes it from there, as the one after it says. */
export const moveInQueue = (id: Meeting['id'], before: Rsvp | undefined, after: Rsvp): Action[] => {
  const [had, has] = [ticketOf(before), ticketOf(after)]
  const { contactId } = after
  return [
    ...(had !== undefined && had !== has
      ? [{ table, delete: keyOf(id, had, contactId) } satisfies Action]
      : []),
    ...(has === undefined
      ? []
      : [{ table, put: { ...waiter.parse(after), ...keyOf(id, has, contactId) } } satisfies Action]),
  ]
}

/** Who waits, first come first; those who came at the very same moment in the order of their ids. */
export const waitersOf = async (store: Store, id: Meeting['id']): Promise<Waiter[]> => {
  const found: Waiter[] = []
  let after: Item | undefined
  do {
    const page = await store.query({ table, partition: id, prefix, ...(after && { after }) })
    found.push(...page.items.map((item) => waiter.parse(item)))
    after = page.next
  } while (after)
  return found
}

/** At which place each waits, for the places they wait for. */
export const positionsIn = (meeting: Limited, waiters: readonly Waiter[]): ReadonlyMap<string, number> => {
  const passed = new Map<string, number>()
  return new Map(
    waiters.map(({ contactId, attending: room }) => {
      const { places } = poolOf(meeting, room)
      const position = (passed.get(places) ?? 0) + 1
      passed.set(places, position)
      return [contactId, position]
    }),
  )
}

/**
 * Whose turn it is: the first for whom there are as many places as they asked for. Nobody passes by who must wait
 * for more of the same places, but for who asks for more than there are at all.
 */
export const nextInTurn = (meeting: Limited, counter: Counter, waiters: readonly Waiter[]) => {
  const blocked = new Set<string>()
  return waiters.find(({ attending: room, delegates }) => {
    const { places, limit = Number.POSITIVE_INFINITY } = poolOf(meeting, room)
    if (blocked.has(places) || delegates > limit) return false
    if (counter[places] + delegates <= limit) return true
    blocked.add(places)
    return false
  })
}
