import { type Actor, stampOf } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, record } from '../events/record.ts'
import { derivedId } from '../ids.ts'
import { revise } from '../storage/collection.ts'
import type { Action } from '../storage/store.ts'
import { tasks } from './repository.ts'
import type { Task } from './schema.ts'

/**
 * Closes a task as done, for the transaction that does what it asked for; nothing where there is none, or
 * somebody has closed it. Compose it under `onFreshRead`, as `openTask`.
 */
export const settleTask = async (
  deps: Pick<Deps, 'store' | 'clock' | 'ids'>,
  actor: Actor,
  { kind, subject, cause = '' }: Pick<Task, 'kind' | 'subject'> & { readonly cause?: string },
): Promise<Action[]> => {
  const before = await tasks.find(deps.store, derivedId('task', kind, subject, cause))
  if (!before || before.status === 'closed') return []
  const closure = { outcome: 'done' as const, by: stampOf(actor) }
  const after = revise(before, { status: 'closed' as const, closure }, deps.clock.now())
  return [
    ...tasks.replace(before, after),
    record(deps, actor, {
      type: 'task.closed',
      subject,
      audience: forCoordinators,
      data: { taskId: before.id, kind, outcome: closure.outcome },
    }),
  ]
}
