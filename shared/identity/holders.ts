import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import type { Contact } from '../organizations/schema.ts'
import type { Action } from '../storage/store.ts'
import { holdsGrants, needsAnother } from './errors.ts'
import { deleteFactors } from './factors/repository.ts'
import { deleteGrantsOf } from './grants.ts'
import { grantsOf } from './suspend.ts'

/** Refuses to touch what gives a holder of grants their way in, but to a coordinator who is somebody else. */
export const requireAnotherCoordinator = (actor: Actor, { id, grants }: Contact) => {
  if (grants.length === 0 || actor.kind === 'system') return
  const another = actor.kind === 'person' && actor.grants.includes('coordinator') && actor.contactId !== id
  if (!another) throw needsAnother('the holder of the grant')
}

/**
 * The writes by which proposals go with the contact they were for. Throws while it holds a grant, be it suspended:
 * one person must not take away, by removing a contact, what only two may.
 */
export const releaseProposals = async (
  deps: Pick<Deps, 'store'>,
  { id, grants }: Contact,
): Promise<Action[]> => {
  const all = await grantsOf(deps, id)
  if (grants.length > 0 || all.some(({ status }) => status !== 'proposed')) throw holdsGrants()
  return [...deleteGrantsOf(id), deleteFactors(id)]
}
