import * as z from 'zod'
import type { Store } from '../../storage/store.ts'
import type { Rsvp } from '../answers/rsvp.ts'
import type { Meeting } from '../schema.ts'
import { isLimited, roomOf } from './limits.ts'
import { placesOf, statusOf, ticketOf } from './place.ts'
import { positionsIn, waitersOf } from './queue.ts'

/** What an acceptance has where places are few. */
export const placeView = z
  .object({
    status: z.enum(['taken', 'waiting', 'offered', 'lapsed']),
    /** Of who waits: 1 is next. */
    position: z.int().optional(),
    /** Until when places offered are kept. */
    confirmBy: z.iso.datetime().optional(),
  })
  .meta({ id: 'PlaceInMeeting' })
export type PlaceView = z.infer<typeof placeView>

const viewOf = (meeting: Meeting, rsvp: Rsvp, position: number | undefined): PlaceView | undefined => {
  const status = statusOf(rsvp)
  if (!status || (status === 'taken' && !isLimited(meeting))) return undefined
  const { place } = rsvp
  return {
    status,
    ...(status === 'waiting' && position !== undefined && { position }),
    ...(place?.status === 'offered' && { confirmBy: place.confirmBy }),
  }
}

/** The places of some answers, each by its contact; the queue is read only where one of them waits. */
export const placesShown = async (store: Store, meeting: Meeting, rsvps: readonly Rsvp[]) => {
  const waits = rsvps.some((rsvp) => ticketOf(rsvp) !== undefined)
  const positions = positionsIn(meeting, waits ? await waitersOf(store, meeting.id) : [])
  return new Map(rsvps.map((rsvp) => [rsvp.contactId, viewOf(meeting, rsvp, positions.get(rsvp.contactId))]))
}

/** How many people have places, are to confirm them, wait for them, or have let them lapse; by room where there are two. */
export const countPlaces = (meeting: Meeting, rsvps: readonly Rsvp[]) => {
  const isHybrid = meeting.location.kind === 'hybrid'
  if (!isLimited(meeting) && !isHybrid) return undefined
  const people = (which: PlaceView['status']) =>
    rsvps.reduce((sum, rsvp) => sum + (statusOf(rsvp) === which ? rsvp.delegates : 0), 0)
  const held = (room: ReturnType<typeof roomOf>) =>
    rsvps.reduce((sum, rsvp) => sum + (roomOf(rsvp.attending) === room ? placesOf(rsvp) : 0), 0)
  return {
    taken: people('taken'),
    offered: people('offered'),
    waiting: people('waiting'),
    lapsed: people('lapsed'),
    ...(isHybrid && { inPerson: held('inPerson'), online: held('online') }),
  }
}
