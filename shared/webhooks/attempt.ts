import { schedule } from '../agenda/agenda.ts'
import type { Deps } from '../deps.ts'
import { findEvent } from '../events/find.ts'
import type { Event } from '../events/schema.ts'
import { mayLearnOf } from '../events/visibility.ts'
import { findOrganization } from '../organizations/repository.ts'
import { CallFailed } from '../ports/http.ts'
import { claimAttempt } from './claim.ts'
import { disable } from './disable.ts'
import { type Hint, jitterOf, retryRow } from './hint.ts'
import { signedMessage } from './message.ts'
import { eyesOf } from './owner.ts'
import { findEndpointState } from './repository.ts'
import type { Endpoint } from './schema.ts'
import { signingSecrets } from './secret.ts'
import { type Outcome, settleAttempt } from './settle.ts'

const post = async (
  deps: Deps,
  { url }: Endpoint,
  event: Event,
  secrets: readonly string[],
): Promise<Outcome> => {
  const from = deps.clock.now()
  const spent = () => ({ at: from, durationMs: Math.max(0, deps.clock.now().getTime() - from.getTime()) })
  try {
    const answer = await deps.http.post({ url, ...signedMessage(event, secrets, from) })
    return { ...spent(), ...answer }
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error
    return { ...spent(), failure: error.failure }
  }
}

/** Puts an attempt off until its endpoint has rested, spread over a minute. */
const putOff = (deps: Deps, hint: Hint, restsUntil: string) => {
  const dueAt = new Date(Date.parse(restsUntil) + Math.ceil(jitterOf(hint) * 60_000)).toISOString()
  return deps.store.transact([schedule(retryRow(hint, dueAt))])
}

/**
 * Makes one attempt at one endpoint, if the endpoint is still enabled, its owner may still know of the event,
 * and nobody else has made it.
 * @throws AttemptUnderWay while somebody else is at it
 */
export const attemptDelivery = async (deps: Deps, hint: Hint): Promise<void> => {
  const [state, event] = await Promise.all([
    findEndpointState(deps.store, hint.endpointId),
    findEvent(deps.store, { id: hint.eventId, subject: hint.subject, at: hint.at }),
  ])
  if (!state?.endpoint.enabled || !event) return
  const { endpoint, secrets, health } = state
  const viewer = eyesOf(await findOrganization(deps.store, endpoint.organizationId), endpoint)
  if (!viewer) return disable(deps, endpoint.id, 'owner-changed')
  if (!(await mayLearnOf(deps.store, event, viewer))) return
  const now = deps.clock.now()
  const rests = health?.restsUntil !== undefined && Date.parse(health.restsUntil) > now.getTime()
  if (rests && event.type !== 'webhook.tested') return putOff(deps, hint, health.restsUntil!)
  const signing = signingSecrets(deps.keys, endpoint.id, secrets, now)
  if (signing.length === 0) return disable(deps, endpoint.id, 'secret-lost')
  const claim = await claimAttempt(deps, hint)
  if (!claim) return
  const outcome = await post(deps, endpoint, event, signing)
  await settleAttempt(deps, { claim, event, outcome })
}
