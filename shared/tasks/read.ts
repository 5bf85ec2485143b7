import type { Actor } from '../access/actor.ts'
import { permit, permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import type { Item } from '../storage/store.ts'
import { listOfTasks, tasks } from './repository.ts'
import type { Task } from './schema.ts'

interface Wanted {
  readonly status: Task['status']
  readonly subject?: string | undefined
  readonly page: { limit: number; after?: Item | undefined }
}

/** Tasks, oldest first: the open or the closed ones, or all of one subject. */
export const listTasks = (deps: Deps, actor: Actor, { page: { limit, after }, ...wanted }: Wanted) => {
  permit(actor, 'task.list')
  return tasks.page(deps.store, { partition: listOfTasks(wanted), limit, ...(after && { after }) })
}

export const readTask = async (deps: Deps, actor: Actor, id: string): Promise<Task> => {
  permitToKnow(actor, 'task.list', 'task')
  const found = await tasks.find(deps.store, id)
  if (!found) throw notFound('task')
  return found
}
