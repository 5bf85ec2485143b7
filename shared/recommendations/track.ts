import { system } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { derivedId, type Id } from '../ids.ts'
import { newRecord, revise } from '../storage/collection.ts'
import { happened, moveReview } from './happened.ts'
import { recommendations, recommendationsOf } from './repository.ts'
import { isClosed, type Recommendation, type RecommendationState, type Source } from './schema.ts'

/** What a source asks for now, and of whom. */
export interface Asked {
  readonly source: Source
  readonly revision: number
  readonly situationIds: readonly Id<'situation'>[]
  readonly putBy?: Recommendation['putBy']
  readonly wanted: readonly Pick<Recommendation, 'addressee' | 'action' | 'rationale' | 'authorityId'>[]
}

/** The same words to the same addressee are the same recommendation, whatever revision says them. */
const byId = ({ source, wanted }: Asked) =>
  new Map(wanted.map((said) => [derivedId('recommendation', source.id, said.addressee, said.action), said]))

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
 * Makes records of what a source asks for, and carries those of its earlier revisions over. Harmless twice;
 * compose it under `onFreshRead`.
 */
export const track = async (deps: Deps, asked: Asked): Promise<void> => {
  const { source, revision, situationIds, putBy } = asked
  const now = deps.clock.now()
  const wanted = byId(asked)
  for (const before of await recommendationsOf(deps.store, source.id)) {
    const isWanted = wanted.delete(before.id)
    const after = carried(before, { revision, isWanted }, now)
    if (!after) continue
    const told = after.state === before.state ? [] : [happened(deps, system, 'recommendation.changed', after)]
    await deps.store.transact([
      ...recommendations.replace(before, after),
      ...moveReview(before, after),
      ...told,
    ])
  }
  const [situationId] = situationIds
  for (const [id, said] of wanted) {
    const made: Recommendation = {
      ...said,
      id,
      source,
      revision,
      ...(situationId && { situationId }),
      situationIds: situationIds.length > 1 ? [...situationIds] : [],
      ...(putBy && { putBy }),
      state: 'put',
      history: [{ at: now.toISOString(), by: { kind: 'system' }, state: 'put' }],
      ...newRecord(now),
    }
    await deps.store.transact([
      ...recommendations.create(made),
      happened(deps, system, 'recommendation.put', made),
    ])
  }
}
