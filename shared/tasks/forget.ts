import type { Deps } from '../deps.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { everyItem } from '../storage/pages.ts'
import { listOfTasks, tasks } from './repository.ts'

/** Has forgotten what was remarked when tasks about a contact were closed; that they were, stays. */
export const forgetRemarks = (
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  contactId: string,
): Promise<void> =>
  onFreshRead(async () => {
    const all = await everyItem(({ limit, after }) =>
      tasks.page(store, {
        partition: listOfTasks({ status: 'closed', subject: contactId }),
        limit,
        ...(after && { after }),
      }),
    )
    for (const task of all) {
      if (task.closure?.remark === undefined) continue
      const { remark: _, ...closure } = task.closure
      await store.transact(tasks.replace(task, revise(task, { closure }, clock.now())))
    }
  })
