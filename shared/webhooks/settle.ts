import { schedule, secondsAfter } from '../agenda/agenda.ts'
import type { Deps } from '../deps.ts'
import type { Event } from '../events/schema.ts'
import type { CallFailure } from '../ports/http.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import { type Claim, finishClaim } from './claim.ts'
import { disabling, warning } from './disable.ts'
import { afterFailure } from './health.ts'
import { jitterOf, retryRow } from './hint.ts'
import { attemptKey } from './keys.ts'
import { clearHealth, findEndpointState, putHealth, putSecrets } from './repository.ts'
import { restAfter, secondsAsked, waitAfter } from './schedule.ts'
import type { Attempt } from './schema.ts'
import { resealed } from './secret.ts'

export interface Outcome {
  readonly at: Date
  readonly durationMs: number
  readonly status?: number
  readonly retryAfter?: string | undefined
  readonly body?: string
  readonly failure?: CallFailure
}

interface Made {
  readonly claim: Claim
  readonly event: Event
  readonly outcome: Outcome
}

const succeeded = ({ status = 0 }: Outcome) => status >= 200 && status < 300

/** The fast path of a wait of a few seconds: the queue's own delay, with the agenda behind it. */
const fewSeconds = 60

/** Not more than a glimpse: what answers may be an innocent's machine. */
const glimpse = (body: string | undefined) =>
  body === undefined
    ? undefined
    : [...body.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()].slice(0, 200).join('')

const attemptOf = ({ claim, event, outcome }: Made, nextAttemptAt: string | undefined): Attempt => ({
  eventId: event.id,
  type: event.type,
  attempt: claim.hint.attempt,
  replay: claim.hint.run !== 'first',
  at: outcome.at.toISOString(),
  durationMs: outcome.durationMs,
  status: outcome.status,
  failure: outcome.failure,
  answer: glimpse(outcome.body),
  nextAttemptAt,
})

const written = (made: Made, nextAttemptAt?: string): Action[] => {
  const row = attemptOf(made, nextAttemptAt)
  const { hint, expiresAt } = made.claim
  return [
    finishClaim(made.claim),
    { table: 'integrations', put: { ...row, expiresAt, ...attemptKey(hint, row.at) } },
  ]
}

type State = NonNullable<Awaited<ReturnType<typeof findEndpointState>>>

const afterSuccess = (deps: Deps, { endpoint: { id }, secrets, health }: State): Action[] => {
  const fresh = resealed(deps.keys, id, secrets)
  return [...(health ? [clearHealth(id)] : []), ...(fresh ? [putSecrets(id, fresh)] : [])]
}

interface Failed {
  readonly now: Date
  readonly gone: boolean
  readonly givesUp: boolean
  readonly rest: number | undefined
}

const consequences = (deps: Deps, { endpoint, health: before }: State, failed: Failed): Action[] => {
  const { health, turn } = afterFailure(before, failed)
  const changed = health === before ? [] : [putHealth(endpoint.id, before, health)]
  if (!endpoint.enabled) return changed
  const said = { key: 'webhook-disabled' } as const
  if (failed.gone) return [...changed, ...disabling(deps, endpoint, { reason: 'gone', notice: said })]
  if (turn === 'disable')
    return [...changed, ...disabling(deps, endpoint, { reason: 'failing', notice: said })]
  return turn === 'warn' ? [...changed, ...warning(deps, endpoint, health.failingSince!)] : changed
}

/** Writes down what became of an attempt, and sees to the next one. */
export const settleAttempt = async (deps: Deps, made: Made) => {
  const { claim, outcome } = made
  const now = deps.clock.now()
  const ok = succeeded(outcome)
  deps.metrics.count(ok ? 'WebhookDelivered' : 'WebhookFailed')
  const asked = secondsAsked(outcome.retryAfter, now)
  const failed = { status: outcome.status, failure: outcome.failure, asked }
  const gone = outcome.status === 410
  const wait = ok || gone ? undefined : waitAfter(claim.hint.attempt, jitterOf(claim.hint), failed)
  const next = { ...claim.hint, attempt: claim.hint.attempt + 1 }
  const dueAt = wait === undefined ? undefined : secondsAfter(now, wait)
  await onFreshRead(async () => {
    const state = await findEndpointState(deps.store, claim.hint.endpointId)
    const effects = !state
      ? []
      : ok
        ? afterSuccess(deps, state)
        : consequences(deps, state, { now, gone, givesUp: wait === undefined, rest: restAfter(failed) })
    const retry = state && dueAt ? [schedule(retryRow(next, dueAt))] : []
    await deps.store.transact([...written(made, dueAt), ...effects, ...retry])
  }, 20)
  if (wait !== undefined && wait < fewSeconds) await deps.queues.send('webhooks', [next], wait)
}
