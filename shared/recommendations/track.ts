import { system } from '../access/actor.ts'
import { lastIssued } from '../alerts/issued.ts'
import { getAlert } from '../alerts/repository.ts'
import type { Alert } from '../alerts/schema.ts'
import type { Deps } from '../deps.ts'
import { derivedId } from '../ids.ts'
import { newRecord, revise } from '../storage/collection.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { happened, moveReview } from './happened.ts'
import { recommendations, recommendationsOf } from './repository.ts'
import { isClosed, type Recommendation, type RecommendationState } from './schema.ts'

type Issued = NonNullable<Awaited<ReturnType<typeof lastIssued>>>

/** The same words to the same addressee are the same recommendation, whatever revision says them. */
const wantedOf = ({ id }: Alert, { content }: Issued) =>
  new Map(
    content.messageType === 'cancel'
      ? []
      : content.recommendations.map((said) => [
          derivedId('recommendation', id, said.addressee, said.action),
          said,
        ]),
  )

/** How one stands after a revision: what it no longer puts has lapsed, unless it has had its outcome. */
const carried = (
  before: Recommendation,
  { revision, isWanted }: { revision: number; isWanted: boolean },
  now: Date,
): Recommendation | undefined => {
  if (before.revision >= revision) return undefined
  const state: RecommendationState = isWanted ? (before.state === 'lapsed' ? 'put' : before.state) : 'lapsed'
  if (!isWanted && isClosed(before.state)) return undefined
  const step = { at: now.toISOString(), by: { kind: 'system' as const }, state }
  return revise(
    before,
    {
      revision: isWanted ? revision : before.revision,
      state,
      ...(isClosed(state) && { reviewAt: undefined }),
      history: state === before.state ? before.history : [...before.history, step],
    },
    now,
  )
}

/**
 * Makes records of what an alert's last issued revision recommends, and carries those of earlier revisions over.
 * Of an exercise there is nothing to track. Harmless twice.
 */
export const trackRecommendations = (deps: Deps, alertId: string): Promise<void> =>
  onFreshRead(async () => {
    const alert = await getAlert(deps.store, alertId)
    const issued = await lastIssued(deps.store, alert)
    if (!issued || issued.content.exercise) return
    const now = deps.clock.now()
    const wanted = wantedOf(alert, issued)
    const known = await recommendationsOf(deps.store, alertId)
    for (const before of known) {
      const isWanted = wanted.delete(before.id)
      const after = carried(before, { revision: issued.revision, isWanted }, now)
      if (!after) continue
      const told =
        after.state === before.state ? [] : [happened(deps, system, 'recommendation.changed', after)]
      await deps.store.transact([
        ...recommendations.replace(before, after),
        ...moveReview(before, after),
        ...told,
      ])
    }
    for (const [id, said] of wanted) {
      const made: Recommendation = {
        ...said,
        id,
        source: { kind: 'alert', id: alert.id },
        revision: issued.revision,
        situationId: issued.content.situationId,
        state: 'put',
        history: [{ at: now.toISOString(), by: { kind: 'system' }, state: 'put' }],
        ...newRecord(now),
      }
      await deps.store.transact([
        ...recommendations.create(made),
        happened(deps, system, 'recommendation.put', made),
      ])
    }
  })
