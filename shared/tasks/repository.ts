import { collection } from '../storage/collection.ts'
import { type Task, task } from './schema.ts'

const place = ({ createdAt, id }: Task) => `${createdAt}#${id}`

export const tasks = collection({
  table: 'agenda',
  noun: 'task',
  schema: task,
  lists: (each) => [
    { pk: `tasks#${each.status}`, sk: place(each) },
    { pk: `tasks#of#${each.subject}`, sk: place(each) },
  ],
})

/** The list that holds the tasks of one subject, or else those of one status. */
export const listOfTasks = ({ status, subject }: { status: Task['status']; subject?: string | undefined }) =>
  subject === undefined ? `tasks#${status}` : `tasks#of#${subject}`
