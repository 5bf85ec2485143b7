import { collection } from '../../storage/collection.ts'
import { type IncomingNews, incomingNews } from './schema.ts'

export const listOfNews = (status: IncomingNews['status']) => `incoming-news#${status}`

export const allNews = collection({
  table: 'situations',
  noun: 'news of a hub',
  schema: incomingNews,
  lists: ({ status, createdAt, id }) => [{ pk: listOfNews(status), sk: `${createdAt}#${id}` }],
})
