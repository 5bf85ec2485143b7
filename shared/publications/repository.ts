import { collection } from '../storage/collection.ts'
import type { Action, Item, Page, Store } from '../storage/store.ts'
import { noSuchPost } from './errors.ts'
import { contentKey, listKeys } from './keys.ts'
import { type Post, type PostContent, post, postContent, type WholePost } from './schema.ts'

const table = 'situations'

export const posts = collection({ table, noun: 'post', schema: post, lists: listKeys })

const putContent = (id: string, content: PostContent): Action => ({
  table,
  put: { ...content, ...contentKey(id) },
})

export const createPost = (made: Post, content: PostContent): Action[] => [
  ...posts.create(made),
  putContent(made.id, content),
]

/** Replaces a post and what it says; whoever wrote in between makes it stale, and then neither is written. */
export const replacePost = (before: Post, after: Post, content?: PostContent): Action[] => [
  ...posts.replace(before, after),
  ...(content ? [putContent(after.id, content)] : []),
]

/** A post with what it says, by one read. */
export const findPost = async (store: Store, id: string): Promise<WholePost | undefined> => {
  const [head, content] = await store.getMany([
    { table, key: posts.keyOf(id) },
    { table, key: contentKey(id) },
  ])
  return head && content && { ...posts.parse(head), ...postContent.parse(content) }
}

export const getPost = async (store: Store, id: string): Promise<WholePost> => {
  const found = await findPost(store, id)
  if (!found) throw noSuchPost()
  return found
}

export interface Paging {
  readonly limit: number
  readonly after?: Item | undefined
}

/** Newest first. */
export const postsIn = (store: Store, partition: string, { limit, after }: Paging): Promise<Page<Post>> =>
  posts.page(store, { partition, descending: true, limit, ...(after && { after }) })
