import * as z from 'zod'
import { actorStamp } from '../access/actor.ts'
import { agendaKinds } from '../agenda/agenda.ts'
import { idOf } from '../ids.ts'

/** Everything that can happen, as history and webhooks name it. */
export const eventTypes = [
  'organization.created',
  'organization.updated',
  'roster.imported',
  'contact.added',
  'contact.updated',
  'contact.removed',
  'contact.suppressed',
  'contact.unsubscribed',
  'contact.compromised',
  'grant.proposed',
  'grant.confirmed',
  'grant.withdrawn',
  'grant.suspended',
  'grant.reinstated',
  'motion.proposed',
  'motion.carried',
  'motion.dropped',
  'factor.registered',
  'factor.reset',
  'factor.recovery-used',
  'session.started',
  'token.created',
  'token.revoked',
  'situation.created',
  'situation.updated',
  'situation.level-changed',
  'situation.indicator-added',
  'situation.forecast-attached',
  'forecasts.imported',
  'coalition.formed',
  'coalition.updated',
  'coalition.organization-invited',
  'coalition.organization-joined',
  'coalition.organization-declined',
  'coalition.organization-left',
  'coalition.organization-removed',
  'coalition.organization-asked',
  'coalition.closing-set',
  'coalition.closed',
  'coalition.reopened',
  'coalition.objection-recorded',
  'coalition.objection-withdrawn',
  'meeting.called',
  'meeting.updated',
  'meeting.cancelled',
  'meeting.answered',
  'meeting.contact-invited',
  'meeting.reminded',
  'meeting.answers-complete',
  'meeting.answers-closed',
  'meeting.contact-uninvited',
  'meeting.place-offered',
  'meeting.place-lapsed',
  'meeting.attendance-recorded',
  'meeting.decided',
  'meeting.minutes-published',
  'meeting.minutes-sent',
  'alert.drafted',
  'alert.updated',
  'alert.comments-asked',
  'alert.commented',
  'alert.comments-closed',
  'alert.submitted',
  'alert.returned',
  'alert.approved',
  'alert.issued',
  'alert.stopped',
  'alert.halted',
  'alert.resumption-asked',
  'alert.resumed',
  'alert.confirmed',
  'alert.embargo-ended',
  'alert.embargo-called-off',
  'alert.published',
  'alert.review-owed',
  'alert.reviewed',
  'alert.answered',
  'alert.escalated',
  'recommendation.put',
  'recommendation.changed',
  'webhook.created',
  'webhook.updated',
  'webhook.failing',
  'webhook.disabled',
  'webhook.deleted',
  'webhook.tested',
  'reply.received',
  'task.opened',
  'task.assigned',
  'task.closed',
  'settings.changed',
  'settings.proposed',
  'settings.withdrawn',
  'sign-in.requested',
] as const

/** What the clock says of itself; no part of history. */
const clockTypes = agendaKinds.map((kind) => `${kind}.due` as const)

export type EventType = (typeof eventTypes)[number] | (typeof clockTypes)[number]

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
