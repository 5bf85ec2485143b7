import * as z from 'zod'
import { actorStamp } from '../access/actor.ts'
import { agendaKinds } from '../agenda/agenda.ts'
import { idOf } from '../ids.ts'
import { catalogue } from './catalogue.ts'

export const eventTypes = Object.keys(catalogue) as (keyof typeof catalogue)[]

/** What is history, and may be told. */
export type HistoryType = (typeof eventTypes)[number]

/** What the clock says of itself; no part of history. */
const clockTypes = agendaKinds.map((kind) => `${kind}.due` as const)

export type EventType = HistoryType | (typeof clockTypes)[number]

/** Who may come to know of an event: coordinators always; these besides. */
export const eventAudience = z.discriminatedUnion('to', [
  z.object({ to: z.literal('coordinators') }),
  z.object({ to: z.literal('members') }),
  z.object({ to: z.literal('organization'), organizationId: idOf('organization') }),
  z.object({ to: z.literal('leads'), coalitionId: idOf('coalition') }),
  z.object({ to: z.literal('coalition'), coalitionId: idOf('coalition') }),
])
export type EventAudience = z.infer<typeof eventAudience>

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])

/** Something that happened. `data` is thin: ids, levels, counts and states, never names, addresses or texts. */
export const event = z.object({
  id: idOf('event'),
  type: z.enum([...eventTypes, ...clockTypes]),
  at: z.iso.datetime(),
  actor: actorStamp,
  subject: z.string(),
  audience: eventAudience,
  data: z.record(z.string(), value),
  /** Notifications that wait to be expanded. */
  notifications: z.array(idOf('notification')).optional(),
})
export type Event = z.infer<typeof event>
