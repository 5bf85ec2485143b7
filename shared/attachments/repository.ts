import { collection } from '../storage/collection.ts'
import type { Store } from '../storage/store.ts'
import { noSuchAttachment } from './errors.ts'
import { type Attachment, attachment } from './schema.ts'

const loose = (organizationId: string) => `attachments#loose#${organizationId}`

export const attachments = collection({
  table: 'situations',
  noun: 'attachment',
  schema: attachment,
  lists: ({ id, organizationId, attachedTo }) => (attachedTo ? [] : [{ pk: loose(organizationId), sk: id }]),
})

export const getAttachment = async (store: Store, id: string): Promise<Attachment> => {
  const found = await attachments.find(store, id)
  if (!found) throw noSuchAttachment()
  return found
}

/** How many files of an organization nothing carries, counted up to `most`. */
export const countLoose = async (store: Store, organizationId: string, most: number) =>
  (await attachments.page(store, { partition: loose(organizationId), limit: most })).items.length
