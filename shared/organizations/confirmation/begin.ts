import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { beginToAsk } from './round.ts'

/** Has the contacts of a roster that was entered by hand asked as those of an import are; once is for good. */
export const askContacts = async (deps: Deps, actor: Actor): Promise<void> => {
  permit(actor, 'contact.ask')
  await onFreshRead(async () => {
    const actions = await beginToAsk(deps)
    if (actions.length > 0) await deps.store.transact(actions)
  })
}
