import type { Deps } from '../deps.ts'
import { limits, within } from '../identity/limit.ts'
import { signingSecrets } from '../webhooks/secret.ts'
import { notSigned, sentTooOften } from './errors.ts'
import { findSecrets, hubs } from './repository.ts'
import type { Hub } from './schema.ts'
import { isSigned, type Signed } from './signature.ts'

/** The hub that has signed this just now, as long as it is trusted and sends no more than we take. */
export const trustedHub = async (deps: Deps, hubId: string, signed: Signed): Promise<Hub> => {
  const [hub, kept] = await Promise.all([hubs.find(deps.store, hubId), findSecrets(deps.store, hubId)])
  if (!hub?.enabled || !kept) throw notSigned()
  const now = deps.clock.now()
  if (!isSigned(signed, signingSecrets(deps.keys, hubId, kept, now), now)) throw notSigned()
  if (!(await within(deps, limits.messagesOfHub, hub.id))) throw sentTooOften()
  return hub
}
