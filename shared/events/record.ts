import { type Actor, stampOf } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import type { Action } from '../storage/store.ts'
import type { Event, EventAudience, EventType } from './schema.ts'

interface Happening {
  readonly type: EventType
  readonly subject: string
  readonly audience: EventAudience
  readonly data?: Event['data']
  readonly notifications?: readonly string[]
  /** Given where the same thing must not happen twice; else a new one. */
  readonly id?: Event['id']
}

/** Clock ticks leave history after a week; everything else stays. */
const tickLife = 7 * 86_400

const isTick = (type: EventType) => type.endsWith('.due')

/** The write that says what happened, for the transaction that makes it happen. */
export const record = (deps: Pick<Deps, 'clock' | 'ids'>, actor: Actor, happening: Happening): Action => {
  const now = deps.clock.now()
  const at = now.toISOString()
  const id = happening.id ?? deps.ids.next('event')
  const event = { data: {}, ...happening, id, at, actor: stampOf(actor) }
  const life = isTick(event.type)
    ? { expiresAt: Math.floor(now.getTime() / 1000) + tickLife }
    : { day: at.slice(0, 10) }
  return { table: 'events', put: { ...event, ...life, pk: event.subject, sk: `${at}#${id}` }, if: 'absent' }
}

/** Only coordinators come to know of it. */
export const forCoordinators: EventAudience = { to: 'coordinators' }
export const forMembers: EventAudience = { to: 'members' }
export const forOrganization = (organizationId: string) =>
  ({ to: 'organization', organizationId }) as EventAudience
export const forLeads = (coalitionId: string) => ({ to: 'leads', coalitionId }) as EventAudience
export const forCoalition = (coalitionId: string) => ({ to: 'coalition', coalitionId }) as EventAudience
