import { type Actor, isCoordinator } from '../access/actor.ts'
import { permit, unauthenticated, type Within } from '../access/permit.ts'
import type { Deed } from '../access/table.ts'
import type { Store } from '../storage/store.ts'
import { noSuchCoalition } from './errors.ts'
import { isInside, standingOf } from './lifecycle.ts'
import { findWithParticipation } from './repository.ts'
import type { Coalition, Participation } from './schema.ts'

export interface Entrance {
  readonly coalition: Coalition
  /** How the actor's own organization takes part, when it does. */
  readonly own: Participation | undefined
  readonly within: Within
}

export const seesAll = (actor: Actor) => isCoordinator(actor) || actor.kind === 'system'

export const organizationOf = (actor: Actor) =>
  actor.kind === 'person' || actor.kind === 'recipient' ? actor.organizationId : undefined

/** Finds a coalition for somebody who may know of it; for everybody else there is none. */
export const enter = async (store: Store, actor: Actor, id: string): Promise<Entrance> => {
  if (actor.kind === 'nobody') throw unauthenticated()
  const { coalition, participation: own } = await findWithParticipation(store, id, organizationOf(actor))
  if (!coalition || !(seesAll(actor) || isInside(own))) throw noSuchCoalition()
  return { coalition, own, within: { standing: standingOf(own) } }
}

/** As `enter`, to read: whom an invitation has reached may read what they are invited to. */
export const enterToRead = async (store: Store, actor: Actor, id: string): Promise<Entrance> => {
  const entrance = await enter(store, actor, id)
  permit(actor, 'coalition.read', { standing: isInside(entrance.own) ? entrance.own?.role : undefined })
  return entrance
}

/** As `enter`, to do something that the access table names. */
export const enterTo = async (store: Store, actor: Actor, id: string, deed: Deed): Promise<Entrance> => {
  const entrance = await enter(store, actor, id)
  permit(actor, deed, entrance.within)
  return entrance
}
