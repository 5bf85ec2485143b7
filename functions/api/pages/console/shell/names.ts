import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import type { Task } from '../../../../../shared/tasks/schema.ts'
import { titlesOf } from '../../../../../shared/titles.ts'
import type { Env } from '../../../http/env.ts'
import { readerOf } from './session.ts'

type Names = Awaited<ReturnType<typeof titlesOf>>

/** What ids name, as it is called now, for coordinators; who may not know everything is told no more than the ids. */
export const namesOf = async (c: Context<Env>, ids: readonly string[]): Promise<Names> => {
  if (!may(c.var.actor, 'task.list')) return new Map()
  const { contact, words } = await readerOf(c)
  const languages = contact?.languages ?? [words.language]
  return titlesOf(c.var.deps.store, ids, { layer: 'coordinators', languages })
}

/** A task, and what it is about in the words of those who named it. */
export interface NamedTask {
  readonly task: Task
  readonly about: readonly string[]
}

/** What tasks are about: the matter and, where it is of one, the organization. */
export const withNames = async (c: Context<Env>, tasks: readonly Task[]): Promise<NamedTask[]> => {
  const idsOf = ({ subject, organizationId }: Task) => [subject, ...(organizationId ? [organizationId] : [])]
  const names = await namesOf(c, tasks.flatMap(idsOf))
  return tasks.map((task) => ({ task, about: idsOf(task).flatMap((id) => names.get(id) ?? []) }))
}
