import type { Actor, GrantKind } from '../access/actor.ts'
import { permit, requireFresh } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { forCoordinators, record } from '../events/record.ts'
import { contactOf, withContact } from '../organizations/contact-of.ts'
import { getOrganization, replaceOrganization } from '../organizations/repository.ts'
import type { Contact } from '../organizations/schema.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import { endCredentials } from './credentials.ts'
import { lastCoordinator, needsAnother } from './errors.ts'
import { deleteFactors } from './factors/repository.ts'
import { deleteGrant, deleteGrantsOf, findGrant, type Grant, getTally, putTally } from './grants.ts'
import { tellHolder } from './tell-holder.ts'

interface Named {
  readonly contactId: Contact['id']
  readonly kind: GrantKind
}

const oneCoordinatorLess = async (deps: Deps, { evenTheLast = false } = {}): Promise<Action> => {
  const tally = await getTally(deps.store)
  if (tally.coordinators <= 1 && !evenTheLast) throw lastCoordinator()
  return putTally(tally, { coordinators: Math.max(0, tally.coordinators - 1) })
}

const withdrawn = (
  deps: Deps,
  actor: Actor,
  { contactId, kind }: Named,
  notifications: readonly string[] = [],
) =>
  record(deps, actor, {
    type: 'grant.withdrawn',
    subject: contactId,
    audience: forCoordinators,
    data: { kind },
    notifications,
  })

/**
 * The writes by which everything a contact was granted goes with it, for the transaction that removes or
 * suspends it on the version of its organization in which it holds these grants.
 */
export const releaseGrants = async (
  deps: Deps,
  actor: Actor,
  { id, grants }: Contact,
  options?: { evenTheLast: boolean },
): Promise<Action[]> => [
  ...deleteGrantsOf(id),
  deleteFactors(id),
  ...(grants.includes('coordinator') ? [await oneCoordinatorLess(deps, options)] : []),
  ...grants.map((kind) => withdrawn(deps, actor, { contactId: id, kind })),
]

/** Refuses to touch what gives a holder of grants their way in, but to a coordinator who is somebody else. */
export const requireAnotherCoordinator = (actor: Actor, { id, grants }: Contact) => {
  if (grants.length === 0 || actor.kind === 'system') return
  const another = actor.kind === 'person' && actor.grants.includes('coordinator') && actor.contactId !== id
  if (!another) throw needsAnother('the holder of the grant')
}

/** The writes that take a confirmed grant out of the contact's record, and end what they were signed in with. */
const unseat = async (deps: Deps, { organizationId, contactId, kind }: Grant): Promise<Action[]> => {
  const before = await getOrganization(deps.store, organizationId)
  const contact = contactOf(before, contactId)
  const without = { ...contact, grants: contact.grants.filter((held) => held !== kind) }
  return [
    ...replaceOrganization(before, withContact(before, without, deps.clock.now())),
    ...(kind === 'coordinator' ? [await oneCoordinatorLess(deps)] : []),
    ...(await endCredentials(deps, contactId)),
    ...(without.grants.length === 0 ? [deleteFactors(contactId)] : []),
  ]
}

/** Withdraws a grant or its proposal: one's own, or as a coordinator. The last coordinator stays. */
export const withdrawGrant = async (deps: Deps, actor: Actor, { contactId, kind }: Named): Promise<void> => {
  const own = actor.kind === 'person' && !actor.scopes && actor.contactId === contactId
  if (own) requireFresh(actor)
  else permit(actor, 'grant.withdraw')
  await onFreshRead(async () => {
    const found = await findGrant(deps.store, contactId, kind)
    if (!found) throw notFound('grant')
    const told = found.status === 'confirmed' ? tellHolder(deps, found, 'withdrawn') : undefined
    await deps.store.transact([
      deleteGrant(found),
      ...(told ? [...(await unseat(deps, found)), ...told.actions] : []),
      withdrawn(deps, actor, found, told ? [told.id] : []),
    ])
  })
}
