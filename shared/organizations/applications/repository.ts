import { collection } from '../../storage/collection.ts'
import { type Application, application } from './schema.ts'

export const applicationsOf = (status: Application['status']) => `applications#${status}`

export const applications = collection({
  table: 'members',
  noun: 'application',
  schema: application,
  lists: ({ status, createdAt, id }) => [{ pk: applicationsOf(status), sk: `${createdAt}#${id}` }],
})
