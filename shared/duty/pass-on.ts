import { system } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, record } from '../events/record.ts'
import { announce } from '../ledger/announce.ts'
import { getSettings } from '../settings/repository.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { tasks } from '../tasks/repository.ts'
import type { Task } from '../tasks/schema.ts'
import { coordinatorContacts } from './coordinators.ts'
import { reachableOnShift } from './on-duty.ts'

/** What hangs on an alert or a stolen mailbox goes before bulk mail. */
const pressing: ReadonlySet<Task['kind']> = new Set([
  'alert-answer',
  'alert-stopped',
  'phone-call',
  'incoming-alert',
  'mailbox-compromised',
  'factor-guessed',
])
const isPressing = ({ kind }: Task) => pressing.has(kind)

/** The next of those on shift; once all of them have been told, everybody who is left. */
const whomNext = async (deps: Deps, { told = [] }: Task) => {
  const isNew = ({ contactId }: { contactId: Task['assignee'] & string }) => !told.includes(contactId)
  const coordinators = await coordinatorContacts(deps)
  const { duty } = await getSettings(deps.store)
  const [next] = (await reachableOnShift(deps, coordinators, duty.shifts)).filter(isNew)
  return { whom: next ? [next] : coordinators.filter(isNew).slice(0, 100), isLast: next === undefined }
}

/** Tells the next on duty of a task that nobody has taken. Whether there is nothing more to pass on. */
export const passOn = (deps: Deps, taskId: string): Promise<boolean> =>
  onFreshRead(async () => {
    const task = await tasks.find(deps.store, taskId)
    if (!task || task.status === 'closed' || task.assignee) return true
    const { whom, isLast } = await whomNext(deps, task)
    if (whom.length === 0) return true
    const told = announce(deps, {
      kind: 'notice',
      subject: task.subject,
      urgent: isPressing(task),
      recipients: { of: 'contacts', contacts: whom },
      content: { key: 'task-waiting', params: { task: task.kind } },
    })
    const after = revise(
      task,
      { told: [...(task.told ?? []), ...whom.map(({ contactId }) => contactId)] },
      deps.clock.now(),
    )
    await deps.store.transact([
      ...tasks.replace(task, after),
      ...told.actions,
      record(deps, system, {
        type: 'task.passed-on',
        subject: task.subject,
        audience: forCoordinators,
        data: { taskId: task.id, kind: task.kind, contactIds: whom.map(({ contactId }) => contactId) },
        notifications: [told.id],
      }),
    ])
    return isLast
  })
