import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { Deps } from '../deps.ts'
import { type Action, ConditionFailed } from '../storage/store.ts'
import { type Hint, hint } from './hint.ts'
import { claimKey, claimsOf } from './keys.ts'

const table = 'integrations'

/** Seconds for which attempts and claims are kept. */
export const attemptLife = 30 * 86_400

/** Milliseconds after which whoever claimed an attempt and has not said what became of it is taken for dead. */
const trust = 90_000

const row = z.object({
  claimedAt: z.iso.datetime(),
  holder: z.string(),
  done: z.boolean(),
  hint,
})
type Row = z.infer<typeof row>

export type Claim = Row & { readonly expiresAt: number }

/** Somebody else is at this very attempt; it is looked at again when they are done, or dead. */
export class AttemptUnderWay extends Error {
  override readonly name = 'AttemptUnderWay'
}

const putClaim = async ({ store }: Pick<Deps, 'store'>, claim: Claim, before: Row | undefined) => {
  const condition = before ? { holder: before.holder, done: false } : 'absent'
  try {
    await store.write({ table, put: { ...claim, ...claimKey(claim.hint) }, if: condition })
    return undefined
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
    return row.parse(error.found)
  }
}

/**
 * Claims one attempt, before anything is sent: of all who come with the same hint, one gets it. The claim of a
 * crashed one is taken over, and then the same message may be posted twice, under the same id.
 * @returns nothing where the attempt was made already
 * @throws AttemptUnderWay
 */
export const claimAttempt = async (
  deps: Pick<Deps, 'store' | 'clock'>,
  given: Hint,
): Promise<Claim | undefined> => {
  const now = deps.clock.now()
  const expiresAt = Math.floor(now.getTime() / 1000) + attemptLife
  const claim = { hint: given, claimedAt: now.toISOString(), holder: randomUUID(), done: false, expiresAt }
  const other = await putClaim(deps, claim, undefined)
  if (!other) return claim
  if (other.done) return undefined
  if (now.getTime() - Date.parse(other.claimedAt) < trust) throw new AttemptUnderWay()
  if (await putClaim(deps, claim, other)) throw new AttemptUnderWay()
  return claim
}

/** The claim is done, by its holder. */
export const finishClaim = (claim: Claim): Action => ({
  table,
  put: { ...claim, done: true, ...claimKey(claim.hint) },
  if: { holder: claim.holder },
  orElse: () => new AttemptUnderWay(),
})

/** Where the event is that was once tried at this endpoint, if it was within the last thirty days. */
export const findTried = async ({ store }: Pick<Deps, 'store'>, endpointId: string, eventId: string) => {
  const { items } = await store.query({ table, partition: endpointId, prefix: claimsOf(eventId), limit: 1 })
  return items[0] && row.parse(items[0]).hint
}
