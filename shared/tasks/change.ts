import { type Actor, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, record } from '../events/record.ts'
import type { Event, EventType } from '../events/schema.ts'
import { findGrant } from '../identity/grants.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead, requireVersion } from '../storage/fresh.ts'
import { assigneeNoCoordinator, taskClosed } from './errors.ts'
import { readTask } from './read.ts'
import { tasks } from './repository.ts'
import type { ClosureInput, Task } from './schema.ts'
import { waitForTaker } from './waiting.ts'

interface Named {
  readonly id: string
  readonly version?: number | undefined
}

interface Change {
  readonly to: Partial<Task>
  readonly type: EventType
  readonly data?: Event['data']
  /** Whether it waits for somebody to take it again. */
  readonly waits?: boolean
}

const change = (
  deps: Deps,
  actor: Actor,
  { id, version }: Named,
  { to, type, data = {}, waits = false }: Change,
) => {
  permit(actor, 'task.change')
  return onFreshRead(async () => {
    const before = await readTask(deps, actor, id)
    requireVersion('task', before, version)
    if (before.status === 'closed') throw taskClosed()
    const after = revise(before, to, deps.clock.now())
    await deps.store.transact([
      ...tasks.replace(before, after),
      ...(waits ? await waitForTaker(deps, before) : []),
      record(deps, actor, {
        type,
        subject: before.subject,
        audience: forCoordinators,
        data: { ...data, taskId: before.id, kind: before.kind },
      }),
    ])
    return after
  })
}

/** A coordinator takes a task, gives it to another, or (`null`) puts it back. */
export const assignTask = async (
  deps: Deps,
  actor: Actor,
  { contactId, ...named }: Named & { contactId: Task['assignee'] | null },
): Promise<Task> => {
  permit(actor, 'task.change')
  const isOneself = stampOf(actor).contactId === contactId
  const holds = async (id: string) => (await findGrant(deps.store, id, 'coordinator'))?.status === 'confirmed'
  if (contactId && !isOneself && !(await holds(contactId))) throw assigneeNoCoordinator()
  return change(deps, actor, named, {
    to: { assignee: contactId ?? undefined, ...(!contactId && { told: undefined }) },
    waits: !contactId,
    type: 'task.assigned',
    data: contactId ? { contactId } : {},
  })
}

/** Says what became of a task; it is never opened again. */
export const closeTask = (
  deps: Deps,
  actor: Actor,
  { closure, ...named }: Named & { closure: ClosureInput },
) =>
  change(deps, actor, named, {
    to: { status: 'closed', closure: { ...closure, by: stampOf(actor) } },
    type: 'task.closed',
    data: { outcome: closure.outcome },
  })
