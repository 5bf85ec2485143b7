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
import { spendChallenge } from './passkeys/challenges.ts'
import { usePasskey } from './passkeys/prove.ts'
import type { Assertion } from './passkeys/schema.ts'
import { type Factors, factorsOf, hasFactor, putFactors } from './repository.ts'
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
  /** Of the authenticator; or else what a passkey answered; or else a recovery code. */
  readonly code?: string | undefined
  readonly passkey?: Assertion | undefined
  readonly recoveryCode?: string | undefined
}

/** How a proof is looked at, once the try has counted: the writes by which it counts, or an error. */
type Use = (before: Factors) => Promise<readonly Action[]>

const useOf = async (
  deps: Deps,
  actor: Actor,
  { code, passkey: response, recoveryCode = '', ...bearer }: Proof & ReturnType<typeof holderIn>,
): Promise<Use> => {
  const { holder, held } = bearer
  if (code !== undefined) {
    await countTry(deps, holder)
    return async (before) => [useCode(deps, before, code)]
  }
  if (response) {
    const challenge = await spendChallenge(deps, held, 'proof')
    return async (before) => [await usePasskey(deps, before, { response, challenge })]
  }
  if (!(await within(deps, limits.recoveryTries, held.id))) throw tooFast()
  return async (before) => [
    useRecoveryCode(before, recoveryCode),
    ...(await recoveryUsed(deps, actor, holder)),
  ]
}

/** Proves in this session that its bearer has more than the mailbox. The session goes on under a new secret. */
export const proveFactor = async (deps: Deps, actor: Actor, proof: Proof): Promise<Session> => {
  const { holder, held } = holderIn(actor, proof.held)
  const use = await useOf(deps, actor, { ...proof, holder, held })
  return onFreshRead(async () => {
    const before = await factorsOf(deps.store, holder)
    const { session, actions } = await renewSession(deps, held)
    await deps.store.transact([...(await use(before)), ...actions])
    return session
  })
}

/** Ten new recovery codes in the place of those that are left: ways in without the mailbox, so every coordinator hears of it. */
export const renewRecoveryCodes = async (deps: Deps, actor: Actor, came: Held | undefined) => {
  const { holder } = holderIn(actor, came)
  requireFresh(holder)
  return onFreshRead(async () => {
    const before = await factorsOf(deps.store, holder)
    if (!hasFactor(before)) throw noFactor()
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
