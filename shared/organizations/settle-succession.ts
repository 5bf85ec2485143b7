import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import type { Action } from '../storage/store.ts'
import { settleTask } from '../tasks/settle.ts'
import type { Contact } from './schema.ts'

export const successionTask = ({ id, successor }: Contact) => ({
  kind: 'role-passes' as const,
  subject: id,
  cause: successor!.at,
})

/** Nobody has to look at what was proposed for a contact any more, for whatever takes it away. */
export const settleSuccession = async (deps: Deps, actor: Actor, contact: Contact): Promise<Action[]> =>
  contact.successor ? settleTask(deps, actor, successionTask(contact)) : []
