import { type Actor, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { revise } from '../storage/collection.ts'
import { requireVersion } from '../storage/fresh.ts'
import { cannotBecome, historyIsFull, needsToBeShown, reviewInThePast, reviewTooFar } from './errors.ts'
import { happened, moveReview } from './happened.ts'
import { getRecommendation, recommendations } from './repository.ts'
import {
  isClosed,
  needsEvidence,
  type Recommendation,
  type RecommendationChange,
  reachableFrom,
} from './schema.ts'

/** A record must fit a row, whatever it has been through. */
const longestHistory = 100
const farthest = 10 * 366 * 86_400_000

const refuseUnfit = ({ state: from, history }: Recommendation, change: RecommendationChange, now: Date) => {
  const { state: to, evidence, reviewAt } = change
  if (history.length >= longestHistory) throw historyIsFull()
  if (to && to !== from) {
    if (!reachableFrom[to].includes(from)) throw cannotBecome(from, to)
    if (needsEvidence(to) && !evidence) throw needsToBeShown(to)
  }
  if (reviewAt && Date.parse(reviewAt) <= now.getTime()) throw reviewInThePast()
  if (reviewAt && Date.parse(reviewAt) > now.getTime() + farthest) throw reviewTooFar()
}

/** When it is next looked at: as asked, as before, or never where nothing more is waited for. */
const reviewOf = (before: Recommendation, { state = before.state, reviewAt }: RecommendationChange) => {
  if (reviewAt) return new Date(reviewAt).toISOString()
  return reviewAt === null || isClosed(state) ? undefined : before.reviewAt
}

interface Change {
  readonly id: string
  readonly version: number
  readonly change: RecommendationChange
}

/** Notes what an addressee said or did, and when to look again. */
export const changeRecommendation = async (
  deps: Deps,
  actor: Actor,
  { id, version, change }: Change,
): Promise<Recommendation> => {
  permit(actor, 'recommendation.change')
  const before = await getRecommendation(deps.store, id)
  requireVersion('recommendation', before, version)
  const now = deps.clock.now()
  refuseUnfit(before, change, now)
  const { state = before.state, evidence } = change
  const step = { at: now.toISOString(), by: stampOf(actor), state, ...(evidence && { evidence }) }
  const isNews = state !== before.state || evidence !== undefined
  const after = revise(
    before,
    {
      state,
      reviewAt: reviewOf(before, change),
      history: isNews ? [...before.history, step] : before.history,
    },
    now,
  )
  await deps.store.transact([
    ...recommendations.replace(before, after),
    ...moveReview(before, after),
    happened(deps, actor, 'recommendation.changed', after),
  ])
  return after
}
