import type { Actor } from '../access/actor.ts'
import { permit, permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import type { Item } from '../storage/store.ts'
import { inbox, replies } from './repository.ts'
import type { Reply } from './schema.ts'

interface Wanted {
  readonly status: Reply['status']
  readonly page: { readonly limit: number; readonly after?: Item | undefined }
}

/** The inbox: mails that came back and wait for a person, or were looked at, oldest first. */
export const listReplies = (deps: Deps, actor: Actor, { status, page: { limit, after } }: Wanted) => {
  permit(actor, 'reply.list')
  return replies.page(deps.store, { partition: inbox(status), limit, ...(after && { after }) })
}

export const readReply = async (deps: Deps, actor: Actor, id: string): Promise<Reply> => {
  permitToKnow(actor, 'reply.list', 'reply')
  const found = await replies.find(deps.store, id)
  if (!found) throw notFound('reply')
  return found
}
