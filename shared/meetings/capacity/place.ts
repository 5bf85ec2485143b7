import * as z from 'zod'

export const attendings = ['in-person', 'online'] as const
/** In which of a hybrid meeting's two ways somebody takes part. */
export const attending = z.enum(attendings).meta({ id: 'Attending' })
export type Attending = z.infer<typeof attending>

/**
 * What an acceptance has instead of its places, or only for a while: a ticket in the queue; places that are kept
 * until it is confirmed; or nothing any more, because it was not. One that has its places has none of these.
 */
export const place = z.discriminatedUnion('status', [
  z.object({ status: z.literal('waiting'), ticket: z.int().min(0) }),
  z.object({ status: z.literal('offered'), confirmBy: z.iso.datetime() }),
  z.object({ status: z.literal('lapsed') }),
])
export type PlaceKept = z.infer<typeof place>

/** What it takes to know how many places an answer takes, of which, or waits for. */
export interface Claim {
  readonly answer: string | null
  readonly delegates: number
  readonly attending?: Attending | undefined
  readonly place?: PlaceKept | undefined
}

export const statusOf = (claim: Claim | undefined) =>
  claim?.answer === 'accepted' ? (claim.place?.status ?? 'taken') : undefined

export const ticketOf = (claim: Claim | undefined) =>
  claim?.answer === 'accepted' && claim.place?.status === 'waiting' ? claim.place.ticket : undefined

/** The places that an answer holds; those offered are held until they lapse. */
export const placesOf = (claim: Claim | undefined) =>
  ['taken', 'offered'].includes(statusOf(claim) ?? '') ? claim!.delegates : 0
