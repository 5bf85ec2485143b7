import { notFound } from '../errors.ts'
import { collection } from '../storage/collection.ts'
import type { Item, Page, Store } from '../storage/store.ts'
import { item, type LibraryItem } from './schema.ts'
import { tokensOf } from './tokens.ts'

const everything = 'library'
const place = (token: string | undefined) => (token === undefined ? everything : `library#${token}`)

export const library = collection({
  table: 'situations',
  noun: 'library item',
  schema: item,
  lists: (one) =>
    [undefined, ...tokensOf(one)].map((token) => ({ pk: place(token), sk: `${one.createdAt}#${one.id}` })),
})

export const getItem = async (store: Store, id: string): Promise<LibraryItem> => {
  const found = await library.find(store, id)
  if (!found) throw notFound('library item')
  return found
}

/** What stands in one place of the catalogue, newest first. */
export const itemsAt = (
  store: Store,
  token: string | undefined,
  { limit, after }: { limit: number; after?: Item | undefined },
): Promise<Page<LibraryItem>> =>
  library.page(store, { partition: place(token), descending: true, limit, ...(after && { after }) })
