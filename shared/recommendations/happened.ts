import type { Actor } from '../access/actor.ts'
import { type AgendaRow, schedule, unschedule } from '../agenda/agenda.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, record } from '../events/record.ts'
import type { Action } from '../storage/store.ts'
import type { Recommendation } from './schema.ts'

/** What happened to a recommendation: who was asked, and for what, is not for events. */
export const happened = (
  deps: Deps,
  actor: Actor,
  type: 'recommendation.put' | 'recommendation.changed',
  { id, source, situationId, situationIds, state }: Recommendation,
) =>
  record(deps, actor, {
    type,
    subject: id,
    audience: forCoordinators,
    data: {
      source: source.kind,
      [`${source.kind}Id`]: source.id,
      ...(situationId && { situationId }),
      ...(situationIds.length > 1 && { situationIds }),
      state,
    },
  })

const reviewRow = ({ id, reviewAt }: Recommendation): AgendaRow | undefined =>
  reviewAt ? { id: `review-${id}`, kind: 'recommendation-review', dueAt: reviewAt, subject: id } : undefined

/** The review's row on the agenda moves with its date. */
export const moveReview = (before: Recommendation, after: Recommendation): Action[] => {
  if (before.reviewAt === after.reviewAt) return []
  const [old, next] = [reviewRow(before), reviewRow(after)]
  return [...(old ? [unschedule(old)] : []), ...(next ? [schedule(next)] : [])]
}
