import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import type { Contact } from '../organizations/schema.ts'
import type { Action } from '../storage/store.ts'
import { holdsGrants, needsAnother } from './errors.ts'
import { forgetFactors } from './factors/forget.ts'
import { deleteGrantsOf, grantsOf, isHeld } from './grants.ts'

/** Whether a contact holds a grant, be it that it rests: then it stands in no record but the grant's own. */
export const holdsAny = async (
  { store }: Pick<Deps, 'store'>,
  { id, grants }: Pick<Contact, 'id' | 'grants'>,
): Promise<boolean> => grants.length > 0 || (await grantsOf(store, id)).some(isHeld)

/** Refuses to touch what gives a holder of grants their way in, but to a coordinator who is somebody else. */
export const requireAnotherCoordinator = (actor: Actor, { id }: Pick<Contact, 'id'>) => {
  if (actor.kind === 'system') return
  const another = actor.kind === 'person' && actor.grants.includes('coordinator') && actor.contactId !== id
  if (!another) throw needsAnother('the holder of the grant')
}

/**
 * The writes by which proposals go with the contact they were for. Throws while it holds a grant, be it suspended:
 * one person must not take away, by removing a contact, what only two may.
 */
export const releaseProposals = async (
  { store }: Pick<Deps, 'store'>,
  { id, grants }: Contact,
): Promise<Action[]> => {
  if (await holdsAny({ store }, { id, grants })) throw holdsGrants()
  return [...deleteGrantsOf(id), ...(await forgetFactors({ store }, id))]
}
