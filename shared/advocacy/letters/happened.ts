import type { Actor } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { forCoalition, forMembers, record } from '../../events/record.ts'
import type { Event, EventType } from '../../events/schema.ts'
import type { Letter } from './schema.ts'

interface Extra {
  readonly data?: Event['data']
  readonly notifications?: readonly string[]
}

/** What happened to a letter; what it says, and who is asked, is not for events. */
export const happened = (
  deps: Deps,
  actor: Actor,
  type: EventType,
  { id, coalitionId, situationId, openTo, state, digest }: Letter,
  { data, notifications }: Extra = {},
) =>
  record(deps, actor, {
    type,
    subject: id,
    audience: openTo === 'members' && state !== 'draft' ? forMembers : forCoalition(coalitionId),
    data: { situationId, state, digest, ...data },
    ...(notifications && { notifications }),
  })
