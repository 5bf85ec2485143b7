import type { Actor } from '../../access/actor.ts'
import { requireFresh } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import type { Action } from '../../storage/store.ts'
import { noFactor, tooFast, wrongFactor } from '../errors.ts'
import { limits, within } from '../limit.ts'
import { type Held, renewSession, type Session } from '../sessions.ts'
import { codesUse } from './app-codes.ts'
import { hashCode, newCodes } from './codes.ts'
import { countTry, holderIn, tellOfFactor } from './holder.ts'
import { spendChallenge } from './passkeys/challenges.ts'
import { usePasskey } from './passkeys/prove.ts'
import type { Assertion } from './passkeys/schema.ts'
import { type Factors, factorsOf, hasFactor, putFactors } from './repository.ts'

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
  /** The one that the app shows after it, where too many wrong ones were given. */
  readonly nextCode?: string | undefined
  readonly passkey?: Assertion | undefined
  readonly recoveryCode?: string | undefined
}

const useOf = async (
  deps: Deps,
  actor: Actor,
  { code, nextCode, passkey: response, recoveryCode = '', ...bearer }: Proof & ReturnType<typeof holderIn>,
): Promise<(before: Factors) => Promise<readonly Action[]>> => {
  const { holder, held } = bearer
  if (code !== undefined) {
    await countTry(deps, held)
    return codesUse(deps, holder, [code, ...(nextCode === undefined ? [] : [nextCode])])
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
    const used = await use(before)
    const { session, actions } = await renewSession(deps, held)
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
