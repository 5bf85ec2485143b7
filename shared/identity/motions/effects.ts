import type { Actor } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { contactOf, withContact } from '../../organizations/contact-of.ts'
import { getOrganization, replaceOrganization } from '../../organizations/repository.ts'
import type { Action } from '../../storage/store.ts'
import { endCredentials } from '../credentials.ts'
import { nothingToMove } from '../errors.ts'
import { codeUnder } from '../factors/codes.ts'
import { askForEnrolmentCode } from '../factors/enrol.ts'
import { releasePasskey } from '../factors/passkeys/owners.ts'
import { factorsOf } from '../factors/repository.ts'
import { type Grant, isHeld } from '../grants.ts'
import { refuseSecondSelf } from '../second-self.ts'
import { reinstateGrants, suspendGrants } from '../suspend.ts'
import { takeGrant } from '../take-grant.ts'
import { type Motion, type Moved, motionKinds } from './repository.ts'

/** What rests because of a mailbox may still be suspended by decision: then no recovery code gives it back. */
const mayBeSuspended = (grant: Grant) => isHeld(grant) && grant.suspension?.cause !== 'decided'

/** The grants that a motion is about, in the order of their kinds; none where it cannot be done to this person. */
const grantsMoved: Readonly<Record<Motion['kind'], (all: readonly Grant[]) => readonly Grant[]>> = {
  suspend: (all) => all.filter(mayBeSuspended),
  reinstate: (all) => all.filter(({ status }) => status === 'suspended'),
  'reset-factor': (all) => all.filter(isHeld),
  'withdraw-coordinator': (all) => all.filter((grant) => grant.kind === 'coordinator' && isHeld(grant)),
  'withdraw-approver': (all) => all.filter((grant) => grant.kind === 'approver' && isHeld(grant)),
}

/** What can be done to somebody whose grants these are. */
export const motionsOpenTo = (all: readonly Grant[]): Motion['kind'][] =>
  motionKinds.filter((kind) => grantsMoved[kind](all).length > 0)

/** A grant that the motion is about. Throws where there is none. */
export const grantMoved = ({ kind }: Moved, all: readonly Grant[]): Grant => {
  const [first] = grantsMoved[kind](all)
  if (!first) throw nothingToMove()
  return first
}

interface Effect {
  readonly actions: readonly Action[]
  /** Shown once to whoever carried it, to hand over by another way than mail. */
  readonly enrolmentCode?: string
}

type Effects = (
  deps: Deps,
  actor: Actor,
  moved: { grant: Grant; request?: string | undefined },
) => Promise<Effect>

const suspend: Effects = async (deps, actor, { grant: { organizationId, contactId } }) => {
  const before = await getOrganization(deps.store, organizationId)
  const contact = contactOf(before, contactId)
  return {
    actions: [
      ...replaceOrganization(before, withContact(before, { ...contact, grants: [] }, deps.clock.now())),
      ...(await suspendGrants(deps, actor, contact, { cause: 'decided' })),
      ...(await endCredentials(deps, contactId)),
    ],
  }
}

const reinstate: Effects = async (deps, actor, { grant: { organizationId, contactId } }) => {
  const before = await getOrganization(deps.store, organizationId)
  const contact = contactOf(before, contactId)
  await refuseSecondSelf(deps, contact)
  const { grants, actions } = await reinstateGrants(deps, actor, contactId)
  return {
    actions: [
      ...replaceOrganization(before, withContact(before, { ...contact, grants }, deps.clock.now())),
      ...actions,
      ...(await endCredentials(deps, contactId)),
    ],
  }
}

/** For who has lost every second factor and the recovery codes: they register anew, by a code handed over. */
const resetFactor: Effects = async (deps, actor, { grant: { organizationId, contactId }, request }) => {
  const before = await factorsOf(deps.store, { organizationId, contactId })
  const nothing = { totp: undefined, passkeys: [], pending: undefined, recoveryCodes: [] }
  const { code, action } = askForEnrolmentCode(deps, before, {
    ...nothing,
    code: codeUnder(deps.keys, contactId, request),
  })
  const reset = record(deps, actor, { type: 'factor.reset', subject: contactId, audience: forCoordinators })
  const released = before.passkeys.map(releasePasskey)
  return {
    actions: [action, ...released, reset, ...(await endCredentials(deps, contactId))],
    enrolmentCode: code,
  }
}

const withdraw: Effects = async (deps, actor, { grant }) => ({ actions: await takeGrant(deps, actor, grant) })

export const effects: Readonly<Record<Motion['kind'], Effects>> = {
  suspend,
  reinstate,
  'reset-factor': resetFactor,
  'withdraw-coordinator': withdraw,
  'withdraw-approver': withdraw,
}
