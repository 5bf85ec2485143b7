import type { Actor } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import type { Held } from '../sessions.ts'
import { isGuessedAt } from './app-codes.ts'
import { holderIn } from './holder.ts'
import { factorsOf } from './repository.ts'

/** What somebody has registered, without any secret. */
export const readFactors = async (deps: Deps, actor: Actor, held: Held | undefined) => {
  const { holder } = holderIn(actor, held)
  const { totp, passkeys, pending, recoveryCodes, enrolment } = await factorsOf(deps.store, holder)
  return {
    totp: totp ? { since: totp.since } : null,
    passkeys: passkeys.map(({ id, label, since, usedAt = null }) => ({ id, label, since, usedAt })),
    /** Whether a secret was shown that its first code can still confirm. */
    pending: pending !== undefined && pending.expiresAt > deps.clock.now().toISOString(),
    nextCodeNeeded: totp !== undefined && (await isGuessedAt(deps, holder)),
    recoveryCodesLeft: recoveryCodes.length,
    enrolmentCodeNeeded: enrolment !== undefined,
  }
}
