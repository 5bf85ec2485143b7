import { collection } from '../storage/collection.ts'
import { type Reply, reply } from './schema.ts'

export const repliesTo = (subject: string) => `replies#${subject}`
export const inbox = (status: Reply['status']) => `inbox#${status}`

const place = ({ receivedAt, id }: Reply) => `${receivedAt}#${id}`

export const replies = collection({
  table: 'deliveries',
  noun: 'reply',
  schema: reply,
  lists: (held) => [
    { pk: inbox(held.status), sk: place(held) },
    ...(held.subject ? [{ pk: repliesTo(held.subject), sk: place(held) }] : []),
  ],
})
