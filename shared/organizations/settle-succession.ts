import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import { settleTask } from '../tasks/settle.ts'
import type { Contact, Organization } from './schema.ts'

export const successionTask = ({ id, successor }: Contact) => ({
  kind: 'role-passes' as const,
  subject: id,
  cause: successor!.at,
})

/** Nobody has to look at what was proposed for a contact any more, for whatever takes it away. */
export const settleSuccession = async (deps: Deps, actor: Actor, contact: Contact): Promise<Action[]> =>
  contact.successor ? settleTask(deps, actor, successionTask(contact)) : []

/** What is proposed for a contact, and what they have proposed for others there. */
const isOf = ({ id, successor }: Contact, { id: theirs }: Contact) =>
  successor !== undefined && (id === theirs || successor.by.contactId === theirs)

/** Who of an organization has a successor proposed for or by one of its contacts. */
export const proposalsOf = ({ contacts }: Organization, contact: Contact): Contact[] =>
  contacts.filter((each) => isOf(each, contact))

/** Contacts without what is proposed for or by one of them. */
export const withoutProposals = (contacts: readonly Contact[], contact: Contact): Contact[] =>
  contacts.map((each) => (isOf(each, contact) ? { ...each, successor: undefined } : each))

/** One by one: an organization full of proposals is too much for the transaction that takes them away. */
export const settleProposals = async (deps: Deps, actor: Actor, proposals: readonly Contact[]) => {
  for (const each of proposals)
    await onFreshRead(async () => {
      const settled = await settleSuccession(deps, actor, each)
      if (settled.length > 0) await deps.store.transact(settled)
    })
}
