import type { Actor } from '../../access/actor.ts'
import { requireFresh } from '../../access/permit.ts'
import { secondsAfter } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { enrolmentCodeNeeded, nothingPending, wrongFactor } from '../errors.ts'
import { type Held, renewSession, type Session } from '../sessions.ts'
import { hashCode, newCodes } from './codes.ts'
import { countTry, holderIn, tellOfFactor } from './holder.ts'
import { type Factors, factorsOf, putFactors } from './repository.ts'
import { newTotpSecret, seal, stepOf, uriOf } from './totp.ts'

/** Seconds in which a secret that was shown must be answered with its first code. */
const pendingLife = 15 * 60

const enrolmentLife = 7 * 86_400

/** The write that asks for a code at the first registration, and the code, for whoever confirmed the grant to hand over. */
export const askForEnrolmentCode = (
  deps: Pick<Deps, 'clock'>,
  before: Factors,
  change: Partial<Factors> = {},
) => {
  const { codes, hashes } = newCodes(before.contactId, 1)
  const enrolment = { hash: hashes[0]!, expiresAt: secondsAfter(deps.clock.now(), enrolmentLife) }
  return { code: codes[0]!, action: putFactors(before, { ...change, enrolment }) }
}

/** The mailbox alone registers nothing: whoever reads along in it must not get ahead of its owner. */
const requireEnrolmentCode = (deps: Deps, { contactId, enrolment }: Factors, code: string | undefined) => {
  if (!enrolment) return
  const isLate = enrolment.expiresAt <= deps.clock.now().toISOString()
  if (isLate || code === undefined || hashCode(contactId, code) !== enrolment.hash)
    throw enrolmentCodeNeeded()
}

interface Beginning {
  readonly held: Held | undefined
  readonly enrolmentCode?: string | undefined
}

/**
 * Shows a secret for an authenticator app, once. In the place of another authenticator it asks for a proof by that
 * one; the first one asks for the code that was handed over when the grant was confirmed.
 */
export const beginTotp = async (deps: Deps, actor: Actor, { held, enrolmentCode }: Beginning) => {
  const { holder } = holderIn(actor, held)
  const secret = newTotpSecret()
  await onFreshRead(async () => {
    const before = await factorsOf(deps.store, holder)
    if (before.totp) requireFresh(holder)
    else requireEnrolmentCode(deps, before, enrolmentCode)
    const pending = {
      secret: seal(deps, holder.contactId, secret),
      expiresAt: secondsAfter(deps.clock.now(), pendingLife),
    }
    await deps.store.write(putFactors(before, { pending }))
  })
  return { secret, uri: uriOf(secret, deps.config.alliance) }
}

export interface Registered {
  readonly session: Session
  /** To be kept offline; shown once. */
  readonly recoveryCodes: readonly string[]
}

/** Registers the authenticator that answers with a code of the secret shown, and proves this session by it. */
export const confirmTotp = async (
  deps: Deps,
  actor: Actor,
  { held: came, code }: { held: Held | undefined; code: string },
): Promise<Registered> => {
  const { holder, held } = holderIn(actor, came)
  await countTry(deps, holder)
  return onFreshRead(async () => {
    const before = await factorsOf(deps.store, holder)
    const now = deps.clock.now().toISOString()
    const { pending } = before
    if (!pending || pending.expiresAt <= now) throw nothingPending()
    if (before.totp) requireFresh(holder)
    const lastStep = stepOf(deps, holder, { sealed: pending.secret, code })
    if (lastStep === undefined) throw wrongFactor('code')
    const { codes, hashes } = newCodes(holder.contactId)
    const { session, actions } = await renewSession(deps, held)
    const told = await tellOfFactor(deps, holder, { key: 'factor-registered' })
    await deps.store.transact([
      putFactors(before, {
        totp: { secret: pending.secret, since: now, lastStep },
        pending: undefined,
        enrolment: undefined,
        recoveryCodes: hashes,
      }),
      ...actions,
      ...told.actions,
      record(deps, actor, {
        type: 'factor.registered',
        subject: holder.contactId,
        audience: forCoordinators,
        data: { kind: 'totp' },
        notifications: told.notifications,
      }),
    ])
    return { session, recoveryCodes: codes }
  })
}
