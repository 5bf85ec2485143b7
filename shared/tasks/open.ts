import { type Actor, system } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, record } from '../events/record.ts'
import { derivedId, type Id } from '../ids.ts'
import { newRecord } from '../storage/collection.ts'
import type { Action } from '../storage/store.ts'
import { tasks } from './repository.ts'
import type { Task } from './schema.ts'
import { waitForTaker } from './waiting.ts'

interface Opening extends Pick<Task, 'kind' | 'subject'> {
  /** Tells two tasks of one kind on one subject apart. */
  readonly cause?: string
  readonly organizationId?: Task['organizationId']
  readonly contactId?: Task['contactId']
  readonly dueAt?: string
  readonly actor?: Actor
  /** It waits in the list and rings nobody, however long: many such may come at once. */
  readonly isQuiet?: boolean
}

/**
 * Asks a person to do something, for the transaction that makes it needed. The same kind, subject and cause are
 * one task, whether it is still open or not; asked for at the same moment, the transaction is `stale` for one of two.
 */
export const openTask = async (
  deps: Pick<Deps, 'store' | 'clock' | 'ids'>,
  { cause = '', actor = system, isQuiet = false, ...given }: Opening,
): Promise<{ id: Id<'task'>; actions: Action[] }> => {
  const id = derivedId('task', given.kind, given.subject, cause)
  if (await tasks.find(deps.store, id)) return { id, actions: [] }
  const opened: Task = { ...given, id, status: 'open', ...newRecord(deps.clock.now()) }
  const waits = isQuiet ? [] : await waitForTaker(deps, opened)
  const event = record(deps, actor, {
    id: derivedId('event', id, 'opened'),
    type: 'task.opened',
    subject: given.subject,
    audience: forCoordinators,
    data: { taskId: id, kind: given.kind },
  })
  return { id, actions: [...tasks.create(opened), ...waits, event] }
}
