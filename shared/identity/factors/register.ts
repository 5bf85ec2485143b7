import type { Actor, Person } from '../../access/actor.ts'
import { requireFresh } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { forCoordinators, record } from '../../events/record.ts'
import type { Action } from '../../storage/store.ts'
import { type Held, renewSession, type Session } from '../sessions.ts'
import { newCodes } from './codes.ts'
import { tellOfFactor } from './holder.ts'
import { type Factors, hasFactor, putFactors } from './repository.ts'

export interface Registered {
  readonly session: Session
  /** To be kept offline; shown once. None for who has some already: those still count. */
  readonly recoveryCodes: readonly string[]
}

interface Registration {
  readonly held: Held
  readonly before: Factors
  readonly kind: 'totp' | 'passkey'
  readonly change: Partial<Factors>
  readonly also?: readonly Action[]
}

/** A further factor asks for a fresh proof by one there is; looked at again when it is written, for two may begin at once. */
export const requireFreshIfAny = (holder: Person, before: Factors) => {
  if (hasFactor(before)) requireFresh(holder)
}

/** Registers a second factor of whatever kind: proves the session by it, and every coordinator hears of it. */
export const register = async (
  deps: Deps,
  actor: Actor,
  { held, before, kind, change, also = [] }: Registration,
): Promise<Registered> => {
  const { codes, hashes } = newCodes(before.contactId)
  const givesCodes = before.recoveryCodes.length === 0
  const { session, actions } = await renewSession(deps, held)
  const told = await tellOfFactor(deps, before, { key: 'factor-registered' })
  await deps.store.transact([
    putFactors(before, {
      ...change,
      enrolment: undefined,
      ...(givesCodes && { recoveryCodes: hashes }),
    }),
    ...also,
    ...actions,
    ...told.actions,
    record(deps, actor, {
      type: 'factor.registered',
      subject: before.contactId,
      audience: forCoordinators,
      data: { kind },
      notifications: told.notifications,
    }),
  ])
  return { session, recoveryCodes: givesCodes ? codes : [] }
}
