import type { Deps } from '../../deps.ts'
import { putOffPost } from '../../digests/put-off.ts'
import { findOrganizations } from '../../organizations/repository.ts'
import { findPost } from '../repository.ts'
import { isOut } from '../schema.ts'
import { readersOf } from './repository.ts'

/** Puts a post among what waits for the morning of each who subscribes to it; twice is once. */
export const putOffForReaders = async (deps: Deps, postId: string): Promise<void> => {
  const post = await findPost(deps.store, postId)
  if (!post || !isOut(post.state)) return
  const readers = (await readersOf(deps.store, post)).filter(({ contactId }) => contactId !== post.contactId)
  const organizations = await findOrganizations(deps.store, [
    ...new Set(readers.map(({ organizationId }) => organizationId)),
  ])
  const contacts = new Map(
    organizations.flatMap(({ contacts: all }) => all.map((each) => [each.id, each] as const)),
  )
  await putOffPost(
    deps,
    postId,
    readers.flatMap((entry) => {
      const contact = contacts.get(entry.contactId)
      return contact ? [{ entry, contact }] : []
    }),
  )
}
