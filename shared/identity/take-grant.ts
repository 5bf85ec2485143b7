import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, record } from '../events/record.ts'
import { contactOf, withContact } from '../organizations/contact-of.ts'
import { getOrganization, replaceOrganization } from '../organizations/repository.ts'
import type { Action } from '../storage/store.ts'
import { endCredentials } from './credentials.ts'
import { lastCoordinator } from './errors.ts'
import { forgetFactors } from './factors/forget.ts'
import { deleteGrant, type Grant, getTally, grantsOf, isCounted, isHeld, putTally } from './grants.ts'
import { tellHolder } from './tell-holder.ts'

/** The write that counts one coordinator less, and throws where none would be left. */
export const oneCoordinatorLess = async (deps: Deps, { evenTheLast = false } = {}): Promise<Action> => {
  const tally = await getTally(deps.store)
  if (tally.coordinators <= 1 && !evenTheLast) throw lastCoordinator()
  return putTally(tally, { coordinators: Math.max(0, tally.coordinators - 1) })
}

/** The writes that take a confirmed grant out of the contact's record, and end what they were signed in with. */
const unseat = async (deps: Deps, grant: Grant): Promise<Action[]> => {
  const { organizationId, contactId, kind } = grant
  const before = await getOrganization(deps.store, organizationId)
  const contact = contactOf(before, contactId)
  const without = { ...contact, grants: contact.grants.filter((held) => held !== kind) }
  return [
    ...replaceOrganization(before, withContact(before, without, deps.clock.now())),
    ...(isCounted(grant) ? [await oneCoordinatorLess(deps)] : []),
    ...(await endCredentials(deps, contactId)),
  ]
}

/** The writes by which a grant is no more, whether proposed, held or suspended, and with the last of a person their second factor. The last coordinator stays. */
export const takeGrant = async (deps: Deps, actor: Actor, found: Grant): Promise<Action[]> => {
  const told = found.status === 'confirmed' ? tellHolder(deps, found, 'withdrawn') : undefined
  const others = (await grantsOf(deps.store, found.contactId)).filter((each) => each.kind !== found.kind)
  const isLast = isHeld(found) && !others.some(isHeld)
  return [
    deleteGrant(found),
    ...(isLast ? await forgetFactors(deps, found.contactId) : []),
    ...(told ? [...(await unseat(deps, found)), ...told.actions] : []),
    record(deps, actor, {
      type: 'grant.withdrawn',
      subject: found.contactId,
      audience: forCoordinators,
      data: { kind: found.kind },
      notifications: told ? [told.id] : [],
    }),
  ]
}
