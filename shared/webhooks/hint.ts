import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { AgendaRow } from '../agenda/agenda.ts'
import type { Event } from '../events/schema.ts'
import { idOf } from '../ids.ts'
import { maximumAttempts } from './schedule.ts'

/** "Look at this event for this endpoint": a message of the queue, and a row of the agenda. */
export const hint = z.object({
  endpointId: idOf('webhook'),
  eventId: idOf('event'),
  subject: z.string(),
  at: z.iso.datetime(),
  attempt: z.int().min(1).max(maximumAttempts),
  /** Which row of attempts this is: the first, or one that somebody asked for again. */
  run: z.string().max(64).default('first'),
})
export type Hint = z.output<typeof hint>

type Place = Pick<Event, 'id' | 'subject' | 'at'>

/** The first attempt at an event. */
export const hintFor = (endpointId: string, { id, subject, at }: Place, run = 'first') =>
  ({ endpointId, eventId: id, subject, at, attempt: 1, run }) as Hint

/** The agenda row of an attempt that waits; two of them for the same moment are one. */
export const retryRow = ({ endpointId, subject, ...rest }: Hint, dueAt: string): AgendaRow => ({
  id: `webhook-${endpointId}-${rest.eventId}-${rest.run}-${rest.attempt}`,
  kind: 'webhook-retry',
  dueAt,
  subject: endpointId,
  data: { ...rest, eventSubject: subject },
})

/** A number from 0 up to 1 that is this attempt's own, so that many attempts do not come due at once. */
export const jitterOf = ({ endpointId, eventId, run, attempt }: Hint) => {
  const digest = createHash('sha256').update(`${endpointId} ${eventId} ${run} ${attempt}`).digest()
  return digest.readUInt32BE() / 2 ** 32
}
