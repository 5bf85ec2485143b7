import { type Actor, system } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { levels } from '../../situations/vocabulary.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { everyItem } from '../../storage/pages.ts'
import type { Action } from '../../storage/store.ts'
import { listOfTasks, tasks } from '../../tasks/repository.ts'
import { settleTask } from '../../tasks/settle.ts'

/** The call that somebody owes an organization under the policy of a level. */
export const callTask = (alertId: string, organizationId: string, level: string) =>
  ({ kind: 'phone-call', subject: alertId, cause: `${organizationId} ${level}` }) as const

interface Called {
  readonly alertId: string
  readonly organizationId: string
}

/** The writes by which an organization need not be called any more, by whichever level's policy it was. */
export const settleCalls = async (
  deps: Deps,
  actor: Actor,
  { alertId, organizationId }: Called,
): Promise<Action[]> => {
  const calls = levels.map((level) => settleTask(deps, actor, callTask(alertId, organizationId, level)))
  return (await Promise.all(calls)).flat()
}

/** Nobody need be called about an alert that has ended: its end has reached them, or they never heard of it. */
export const endCalls = async (deps: Deps, alertId: string): Promise<void> => {
  const partition = listOfTasks({ status: 'open', subject: alertId })
  const all = await everyItem(({ limit, after }) =>
    tasks.page(deps.store, { partition, limit, ...(after && { after }) }),
  )
  for (const { kind, status, organizationId } of all)
    if (kind === 'phone-call' && status === 'open' && organizationId)
      await onFreshRead(async () =>
        deps.store.transact(await settleCalls(deps, system, { alertId, organizationId })),
      )
}
