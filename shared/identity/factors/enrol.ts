import type { Actor, Person } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import { secondsAfter } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { enrolmentCodeNeeded, nothingPending, wrongFactor } from '../errors.ts'
import type { Held } from '../sessions.ts'
import { codeUnder, hashCode, newCode } from './codes.ts'
import { countTry, holderIn } from './holder.ts'
import { type Registered, register, requireFreshIfAny } from './register.ts'
import { type Factors, factorsOf, findFactors, hasFactor, putFactors } from './repository.ts'
import { newTotpSecret, seal, stepOf, uriOf } from './totp.ts'

/** Seconds in which a secret that was shown must be answered with its first code. */
const pendingLife = 15 * 60

const enrolmentLife = 7 * 86_400

/** The write that asks for a code at the first registration, and the code, for whoever confirmed the grant to hand over. */
export const askForEnrolmentCode = (
  deps: Pick<Deps, 'clock'>,
  before: Factors,
  { code = newCode(), ...change }: Partial<Factors> & { code?: string | undefined } = {},
) => {
  const hash = hashCode(before.contactId, code)
  const enrolment = { hash, expiresAt: secondsAfter(deps.clock.now(), enrolmentLife) }
  return { code, action: putFactors(before, { ...change, enrolment }) }
}

interface Asked {
  readonly contactId: string
  /** What the request that made the code was called. */
  readonly request: string
}

/** The code that a request made, for whoever sends it again because its answer was lost; nothing once another took its place. */
export const enrolmentCodeAgain = async (
  deps: Deps,
  actor: Actor,
  { contactId, request }: Asked,
): Promise<string | undefined> => {
  permit(actor, 'grant.confirm')
  const code = codeUnder(deps.keys, contactId, request)
  const found = await findFactors(deps.store, contactId)
  return code && found?.enrolment?.hash === hashCode(contactId, code) ? code : undefined
}

/** The mailbox alone registers nothing: whoever reads along in it must not get ahead of its owner. */
const requireEnrolmentCode = (deps: Deps, { contactId, enrolment }: Factors, code: string | undefined) => {
  if (!enrolment) return
  const isLate = enrolment.expiresAt <= deps.clock.now().toISOString()
  if (isLate || code === undefined || hashCode(contactId, code) !== enrolment.hash)
    throw enrolmentCodeNeeded()
}

/**
 * Refuses to begin a registration: the first one without the code that was handed over when the grant was confirmed, a
 * further one without a fresh proof by what there is.
 */
export const requireMayRegister = (deps: Deps, holder: Person, before: Factors, code: string | undefined) => {
  requireFreshIfAny(holder, before)
  if (!hasFactor(before)) requireEnrolmentCode(deps, before, code)
}

export interface Beginning {
  readonly held: Held | undefined
  readonly enrolmentCode?: string | undefined
}

/** Shows a secret for an authenticator app, once. It takes the place of another authenticator once it is confirmed. */
export const beginTotp = async (deps: Deps, actor: Actor, { held, enrolmentCode }: Beginning) => {
  const { holder } = holderIn(actor, held)
  const secret = newTotpSecret()
  await onFreshRead(async () => {
    const before = await factorsOf(deps.store, holder)
    requireMayRegister(deps, holder, before, enrolmentCode)
    const pending = {
      secret: seal(deps, holder.contactId, secret),
      expiresAt: secondsAfter(deps.clock.now(), pendingLife),
    }
    await deps.store.write(putFactors(before, { pending }))
  })
  return { secret, uri: uriOf(secret, deps.config.alliance) }
}

/** Registers the authenticator that answers with a code of the secret shown, and proves this session by it. */
export const confirmTotp = async (
  deps: Deps,
  actor: Actor,
  { held: came, code }: { held: Held | undefined; code: string },
): Promise<Registered> => {
  const { holder, held } = holderIn(actor, came)
  await countTry(deps, held)
  return onFreshRead(async () => {
    const before = await factorsOf(deps.store, holder)
    const now = deps.clock.now().toISOString()
    const { pending } = before
    if (!pending || pending.expiresAt <= now) throw nothingPending()
    requireFreshIfAny(holder, before)
    const lastStep = stepOf(deps, holder, { sealed: pending.secret, codes: [code] })
    if (lastStep === undefined) throw wrongFactor('code')
    const totp = { secret: pending.secret, since: now, lastStep }
    return register(deps, actor, {
      ...{ held, before },
      kind: 'totp',
      change: { totp, pending: undefined },
    })
  })
}
