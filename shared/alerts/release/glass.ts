import { type Actor, stampOf } from '../../access/actor.ts'
import { schedule, secondsAfter } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import { tellCoordinators } from '../../duty/on-duty.ts'
import { formatUtc } from '../../rendering/time.ts'
import { openTask } from '../../tasks/open.ts'
import { referenceFor } from '../reference.ts'
import type { Alert } from '../schema.ts'
import { reviewRow } from './review.ts'
import type { Held, Review } from './schema.ts'

const day = 86_400

/**
 * One person acts alone: every coordinator hears of it first, and can stop it by a link; a review is owed within a
 * day, as a task, and as an agenda row that reminds of it until it is recorded.
 */
export const breakTheGlass = async (deps: Deps, actor: Actor, before: Alert, { until, breakGlass }: Held) => {
  const now = deps.clock.now()
  const { id, revision } = before
  const owed: Review = {
    ...{ revision, brokenAt: now.toISOString(), brokenBy: stampOf(actor) },
    dueAt: secondsAfter(now, day),
  }
  const told = await tellCoordinators(deps, {
    subject: id,
    key: 'acted-alone',
    params: {
      reference: await referenceFor(deps.store, before),
      at: formatUtc(until),
      reason: breakGlass!.reason,
    },
    urgent: true,
    opens: 'stop',
  })
  const task = await openTask(deps, {
    kind: 'alert-review',
    subject: id,
    cause: owed.brokenAt,
    dueAt: owed.dueAt,
    actor,
  })
  return {
    reviews: [...before.reviews, owed],
    actions: [...told.actions, ...task.actions, schedule(reviewRow(id, owed, now))],
    notifications: told.notifications,
  }
}
