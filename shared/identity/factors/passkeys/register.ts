import type { Actor } from '../../../access/actor.ts'
import type { Deps } from '../../../deps.ts'
import { onFreshRead } from '../../../storage/fresh.ts'
import { tooManyPasskeys } from '../../errors.ts'
import type { Held } from '../../sessions.ts'
import { type Beginning, requireMayRegister } from '../enrol.ts'
import { holderIn } from '../holder.ts'
import { type Registered, register, requireFreshIfAny } from '../register.ts'
import { factorsOf } from '../repository.ts'
import { keepChallenge, spendChallenge } from './challenges.ts'
import { claimPasskey } from './owners.ts'
import { optionsToRegister, verifyAttestation } from './relying-party.ts'
import type { Attestation, Passkey } from './schema.ts'

const most = 10

/** What a browser needs to make a passkey for a holder of grants. */
export const beginPasskey = async (deps: Deps, actor: Actor, { held: came, enrolmentCode }: Beginning) => {
  const { holder, held } = holderIn(actor, came)
  const factors = await factorsOf(deps.store, holder)
  requireMayRegister(deps, holder, factors, enrolmentCode)
  if (factors.passkeys.length >= most) throw tooManyPasskeys()
  const options = await optionsToRegister(deps, factors)
  await keepChallenge(deps, held, 'registration', options.challenge)
  return options
}

interface New {
  readonly held: Held | undefined
  readonly label: string
  readonly response: Attestation
}

/** Registers the passkey that answers the challenge of this session, and proves the session by it. */
export const registerPasskey = async (
  deps: Deps,
  actor: Actor,
  { held: came, label, response }: New,
): Promise<Registered & { passkey: Passkey }> => {
  const { holder, held } = holderIn(actor, came)
  const challenge = await spendChallenge(deps, held, 'registration')
  const made = await verifyAttestation(deps, { response, challenge })
  return onFreshRead(async () => {
    const before = await factorsOf(deps.store, holder)
    requireFreshIfAny(holder, before)
    if (before.passkeys.length >= most) throw tooManyPasskeys()
    const id = deps.ids.next('passkey')
    const passkey = { ...made, id, label, since: deps.clock.now().toISOString() }
    const registered = await register(deps, actor, {
      ...{ held, before },
      kind: 'passkey',
      change: { passkeys: [...before.passkeys, passkey] },
      also: [claimPasskey(holder.contactId, passkey)],
    })
    return { ...registered, passkey }
  })
}
