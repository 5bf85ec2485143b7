import type { Deps } from '../deps.ts'
import { openTask } from '../tasks/open.ts'
import { recommendations } from './repository.ts'
import { isClosed } from './schema.ts'

/** The date has come to ask what became of a recommendation; nothing where it was moved, or has its outcome. */
export const reviewWhenDue = async (deps: Deps, id: string): Promise<void> => {
  const found = await recommendations.find(deps.store, id)
  if (!found?.reviewAt || isClosed(found.state) || new Date(found.reviewAt) > deps.clock.now()) return
  const task = await openTask(deps, {
    kind: 'recommendation-review',
    subject: found.id,
    cause: found.reviewAt,
  })
  if (task.actions.length > 0) await deps.store.transact(task.actions)
}
