import type { Actor } from '../../access/actor.ts'
import { requireFresh } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import type { Action } from '../../storage/store.ts'
import { noFactor, tooFast, wrongFactor } from '../errors.ts'
import { limits, within } from '../limit.ts'
import { type Held, renewSession, type Session } from '../sessions.ts'
import { hashCode, newCodes } from './codes.ts'
import { countTry, holderIn, tellOfFactor } from './holder.ts'
import { type Factors, factorsOf, putFactors } from './repository.ts'
import { stepOf } from './totp.ts'

/** The write by which a code counts, and counts once. */
const useCode = (deps: Deps, before: Factors, code: string): Action => {
  const { totp } = before
  if (!totp) throw noFactor()
  const step = stepOf(deps, before, { sealed: totp.secret, code })
  if (step === undefined || step <= totp.lastStep) throw wrongFactor('code')
  return putFactors(before, { totp: { ...totp, lastStep: step } })
}

/** The write by which one of the recovery codes is used up. */
export const useRecoveryCode = (before: Factors, code: string): Action => {
  const hash = hashCode(before.contactId, code)
  if (!before.recoveryCodes.includes(hash)) throw wrongFactor('recoveryCode')
  return putFactors(before, { recoveryCodes: before.recoveryCodes.filter((other) => other !== hash) })
}

/** That a recovery code was used: in history, and before the eyes of every coordinator at once. */
export const recoveryUsed = async (
  deps: Deps,
  actor: Actor,
  { organizationId, contactId }: Pick<Factors, 'organizationId' | 'contactId'>,
): Promise<Action[]> => {
  const told = await tellOfFactor(
    deps,
    { organizationId, contactId },
    { key: 'recovery-code-used', urgent: true },
  )
  return [
    ...told.actions,
    record(deps, actor, {
      type: 'factor.recovery-used',
      subject: contactId,
      audience: forCoordinators,
      notifications: told.notifications,
    }),
  ]
}

export interface Proof {
  readonly held: Held | undefined
  /** Of the authenticator; or else a recovery code. */
  readonly code?: string | undefined
  readonly recoveryCode?: string | undefined
}

/** Proves in this session that its bearer has more than the mailbox. The session goes on under a new secret. */
export const proveFactor = async (
  deps: Deps,
  actor: Actor,
  { held: came, code, recoveryCode = '' }: Proof,
): Promise<Session> => {
  const { holder, held } = holderIn(actor, came)
  if (code !== undefined) await countTry(deps, holder)
  else if (!(await within(deps, limits.recoveryTries, held.id))) throw tooFast()
  return onFreshRead(async () => {
    const before = await factorsOf(deps.store, holder)
    const { session, actions } = await renewSession(deps, held)
    const used =
      code !== undefined
        ? [useCode(deps, before, code)]
        : [useRecoveryCode(before, recoveryCode), ...(await recoveryUsed(deps, actor, holder))]
    await deps.store.transact([...used, ...actions])
    return session
  })
}

/** Ten new recovery codes in the place of those that are left: ways in without the mailbox, so every coordinator hears of it. */
export const renewRecoveryCodes = async (deps: Deps, actor: Actor, came: Held | undefined) => {
  const { holder } = holderIn(actor, came)
  requireFresh(holder)
  return onFreshRead(async () => {
    const before = await factorsOf(deps.store, holder)
    if (!before.totp) throw noFactor()
    const { codes, hashes } = newCodes(holder.contactId)
    const told = await tellOfFactor(deps, holder, { key: 'factor-registered' })
    await deps.store.transact([
      putFactors(before, { recoveryCodes: hashes }),
      ...told.actions,
      record(deps, actor, {
        type: 'factor.registered',
        subject: holder.contactId,
        audience: forCoordinators,
        data: { kind: 'recovery-codes' },
        notifications: told.notifications,
      }),
    ])
    return codes
  })
}
