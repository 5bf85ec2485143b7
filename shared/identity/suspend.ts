import type { Actor, GrantKind } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, record } from '../events/record.ts'
import type { Contact } from '../organizations/schema.ts'
import type { Action } from '../storage/store.ts'
import {
  deleteGrant,
  type Grant,
  getTally,
  grantsOf,
  isCounted,
  isHeld,
  putStatus,
  putTally,
} from './grants.ts'
import { oneCoordinatorLess } from './take-grant.ts'

const happened = (
  deps: Deps,
  actor: Actor,
  type: 'grant.suspended' | 'grant.reinstated',
  { contactId, kind }: Grant,
) => record(deps, actor, { type, subject: contactId, audience: forCoordinators, data: { kind } })

interface Suspension {
  readonly cause: NonNullable<Grant['suspension']>['cause']
  readonly evenTheLast?: boolean
}

/**
 * The writes by which what a contact was granted rests until it is given back, for the transaction that takes it
 * out of the contact's record.
 */
export const suspendGrants = async (
  deps: Deps,
  actor: Actor,
  contact: Pick<Contact, 'id'>,
  { cause, evenTheLast = false }: Suspension,
): Promise<Action[]> => {
  const all = await grantsOf(deps.store, contact.id)
  // What two have decided is not undone by a report that follows.
  const held = all.filter(
    ({ status }) => status === 'confirmed' || (status === 'suspended' && cause === 'decided'),
  )
  const suspension = { cause, at: deps.clock.now().toISOString() }
  return [
    ...all.filter(({ status }) => status === 'proposed').map(deleteGrant),
    ...held.flatMap((grant) => [
      putStatus(grant, { ...grant, status: 'suspended', suspension }),
      happened(deps, actor, 'grant.suspended', grant),
    ]),
    ...(held.some((grant) => grant.status === 'confirmed' && isCounted(grant))
      ? [await oneCoordinatorLess(deps, { evenTheLast })]
      : []),
  ]
}

interface Reinstatement {
  /** What the contact holds from now on, for its record. */
  readonly grants: GrantKind[]
  readonly actions: readonly Action[]
}

/** Gives back what rests: the writes, for the transaction that puts it into the contact's record again. */
export const reinstateGrants = async (
  deps: Deps,
  actor: Actor,
  contactId: string,
): Promise<Reinstatement> => {
  const held = (await grantsOf(deps.store, contactId)).filter(isHeld)
  const suspended = held.filter(({ status }) => status === 'suspended')
  const tally = await getTally(deps.store)
  return {
    grants: held.map(({ kind }) => kind),
    actions: [
      ...suspended.flatMap((grant) => [
        putStatus(grant, { ...grant, status: 'confirmed', suspension: undefined }),
        happened(deps, actor, 'grant.reinstated', grant),
      ]),
      ...(suspended.some(isCounted) ? [putTally(tally, { coordinators: tally.coordinators + 1 })] : []),
    ],
  }
}
