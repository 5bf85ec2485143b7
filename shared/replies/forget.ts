import type { Deps } from '../deps.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { everyItem } from '../storage/pages.ts'
import { replies, repliesTo } from './repository.ts'

/** Has forgotten what a contact wrote in mails on a matter; that a mail came, and what became of it, stays. */
export const forgetReplies = (
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  subject: string,
  contactId: string,
): Promise<void> =>
  onFreshRead(async () => {
    const all = await everyItem(({ limit, after }) =>
      replies.page(store, { partition: repliesTo(subject), limit, ...(after && { after }) }),
    )
    const theirs = all.filter((reply) => reply.contactId === contactId && reply.text !== '')
    for (const reply of theirs)
      await store.transact(replies.replace(reply, revise(reply, { text: '' }, clock.now())))
  })
