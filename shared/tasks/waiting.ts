import { schedule, secondsAfter } from '../agenda/agenda.ts'
import type { Deps } from '../deps.ts'
import { getSettings } from '../settings/repository.ts'
import type { Action } from '../storage/store.ts'
import type { Task } from './schema.ts'

/**
 * The write by which a task that nobody takes passes from one on duty to the next, until somebody does. Where there
 * is no rota there is no next: whatever is told is told to all at once.
 */
export const waitForTaker = async (
  deps: Pick<Deps, 'store' | 'clock'>,
  { id }: Pick<Task, 'id'>,
): Promise<Action[]> => {
  const { duty } = await getSettings(deps.store)
  if (duty.shifts.length === 0) return []
  const every = duty.passOnAfter * 60
  const dueAt = secondsAfter(deps.clock.now(), every)
  return [schedule({ id: `task-waiting#${id}`, kind: 'task-waiting', dueAt, every, subject: id })]
}
