import type { Deps } from '../deps.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { eachItem } from '../storage/pages.ts'
import { inbox, replies } from './repository.ts'

/**
 * Has forgotten what a contact wrote in mails, on whatever matter; that a mail came, and what became of it, stays. Goes
 * through the whole inbox, for the mails that they answered may be gone.
 */
export const forgetReplies = (
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  contactId: string,
): Promise<void> =>
  onFreshRead(async () => {
    for (const status of ['held', 'closed'] as const) {
      const all = eachItem(({ limit, after }) =>
        replies.page(store, { partition: inbox(status), limit, ...(after && { after }) }),
      )
      for await (const reply of all)
        if (reply.contactId === contactId && reply.text !== '')
          await store.transact(replies.replace(reply, revise(reply, { text: '' }, clock.now())))
    }
  })
