import { system } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { fieldReports, listOfReports } from '../field-reports/repository.ts'
import { applications, applicationsOf } from '../organizations/applications/repository.ts'
import type { Application } from '../organizations/applications/schema.ts'
import { inbox, replies } from '../replies/repository.ts'
import type { Action, Item, Page, Query, Store } from '../storage/store.ts'
import { listOfTasks, tasks } from '../tasks/repository.ts'
import { settleTask } from '../tasks/settle.ts'
import { counted } from './progress.ts'
import type { Round, Walk } from './round.ts'
import { cutoffOf, type Part } from './schema.ts'

interface Closed {
  readonly id: string
  /** When it was closed: nothing changes it afterwards. */
  readonly updatedAt: string
}

interface Records<R extends Closed> {
  page(store: Store, query: Omit<Query, 'table'>): Promise<Page<R>>
  remove(record: R, deps: Deps): Action[] | Promise<Action[]>
}

/** Lists of what was closed, by the time it came; whatever is open or held stands in another. */
const walkOf = <R extends Closed>(part: Part, partition: string, records: Records<R>) => {
  const remove = async ({ deps, budget }: Round, record: R) => {
    await deps.store.transact([...(await records.remove(record, deps)), counted(part)])
    budget.take()
  }
  return async (round: Round): Promise<boolean> => {
    const { deps, retention, now, budget } = round
    const cutoff = cutoffOf(retention[part], now)
    let after: Item | undefined
    if (cutoff === undefined) return true
    do {
      if (budget.isSpent) return false
      const page = await records.page(deps.store, {
        ...{ partition, to: cutoff, limit: 50 },
        ...(after && { after }),
      })
      budget.take()
      for (const record of page.items) if (record.updatedAt < cutoff) await remove(round, record)
      after = page.next
    } while (after)
    return true
  }
}

/** One that nobody has answered takes the task along that asks for it: an application of long ago is no work any more. */
const asked = {
  page: applications.page,
  remove: async (application: Application, deps: Deps) => [
    ...applications.remove(application),
    ...(await settleTask(deps, system, { kind: 'application', subject: application.id })),
  ],
}

const walks = [
  walkOf('replies', inbox('closed'), replies),
  walkOf('fieldReports', listOfReports('closed'), fieldReports),
  walkOf('tasks', listOfTasks({ status: 'closed' }), tasks),
  walkOf('applications', applicationsOf('invited'), applications),
  walkOf('applications', applicationsOf('declined'), applications),
  walkOf('applications', applicationsOf('held'), asked),
]

/** What was looked at, decided or done, and is only kept, and who asked to join and was not answered: each with its places in lists. */
export const removeClosed: Walk = async (round, progress) => {
  const whole: boolean[] = []
  for (const walk of walks) whole.push(await walk(round))
  return { progress, isWhole: whole.every(Boolean) }
}
