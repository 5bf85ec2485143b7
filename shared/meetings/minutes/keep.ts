import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { cancelled, notBegun } from '../errors.ts'
import type { Meeting } from '../schema.ts'
import { meetingKnownTo } from '../standing.ts'

/** A meeting for somebody who keeps its minutes: who leads its coalition, or coordinates. */
export const enterToKeep = async (deps: Deps, actor: Actor, id: Meeting['id']) => {
  const known = await meetingKnownTo(deps.store, actor, id)
  permit(actor, 'meeting.keep-minutes', known.within)
  if (known.meeting.status === 'cancelled') throw cancelled()
  return known
}

/** The same once it has begun: before, nobody was there and nothing decided. */
export const enterOnceBegun = async (deps: Deps, actor: Actor, id: Meeting['id']) => {
  const known = await enterToKeep(deps, actor, id)
  if (known.meeting.startsAtUtc > deps.clock.now().toISOString()) throw notBegun()
  return known
}
