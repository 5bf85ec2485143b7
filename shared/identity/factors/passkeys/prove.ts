import type { Actor } from '../../../access/actor.ts'
import type { Deps } from '../../../deps.ts'
import type { Action } from '../../../storage/store.ts'
import { noPasskey, wrongFactor } from '../../errors.ts'
import type { Held } from '../../sessions.ts'
import { holderIn } from '../holder.ts'
import { type Factors, factorsOf, putFactors } from '../repository.ts'
import { keepChallenge } from './challenges.ts'
import { optionsToProve, verifyAssertion } from './relying-party.ts'
import type { Assertion } from './schema.ts'

/** What a browser needs to have one of the holder's passkeys answer. */
export const askPasskey = async (deps: Deps, actor: Actor, came: Held | undefined) => {
  const { holder, held } = holderIn(actor, came)
  const factors = await factorsOf(deps.store, holder)
  if (factors.passkeys.length === 0) throw noPasskey()
  const options = await optionsToProve(deps, factors)
  await keepChallenge(deps, held, 'proof', options.challenge)
  return options
}

/** The write by which an answer of a passkey counts. Its counter moves on with it, so a copy that fell behind is refused. */
export const usePasskey = async (
  deps: Deps,
  before: Factors,
  { response, challenge }: { response: Assertion; challenge: string },
): Promise<Action> => {
  const used = before.passkeys.find(({ credentialId }) => credentialId === response.id)
  const { userHandle } = response.response
  const isOfOther = userHandle && Buffer.from(userHandle, 'base64url').toString() !== before.contactId
  if (!used || isOfOther) throw wrongFactor('passkey')
  const counter = await verifyAssertion(deps, used, { response, challenge })
  const usedAt = deps.clock.now().toISOString()
  return putFactors(before, {
    passkeys: before.passkeys.map((each) => (each === used ? { ...each, counter, usedAt } : each)),
  })
}
