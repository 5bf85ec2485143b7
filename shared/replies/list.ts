import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { Item } from '../storage/store.ts'
import { replies } from './repository.ts'

/** The inbox: mails that came back and wait for a person, oldest first. */
export const listReplies = (
  deps: Deps,
  actor: Actor,
  { limit, after }: { limit: number; after?: Item | undefined },
) => {
  permit(actor, 'reply.list')
  return replies.page(deps.store, { partition: 'inbox#held', limit, ...(after && { after }) })
}
