import { type Actor, isCoordinator } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { endCredentials } from '../identity/credentials.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead, requireVersion } from '../storage/fresh.ts'
import { distinct } from '../text.ts'
import { organizationUpdated } from './happened.ts'
import { getOrganization, replaceOrganization } from './repository.ts'
import type { Organization, OrganizationChange } from './schema.ts'

interface Change {
  readonly id: string
  readonly version: number
  readonly change: OrganizationChange
}

/** What only a coordinator may change of an organization: on it hangs who is warned, and who is withheld. */
const reserved = ['class', 'relation', 'country'] as const

const refuseReserved = () =>
  new DomainError(
    'forbidden',
    'Only a coordinator changes the class, the relation or the country of an organization.',
  )

/** What people are signed in as says what their organization is; they sign in again as what it is now. */
export const endSessionsOf = async (deps: Deps, { contacts }: Organization) => {
  for (const { id } of contacts)
    await onFreshRead(async () => deps.store.transact(await endCredentials(deps, id)))
}

/**
 * What its own people have set, once this is. That the public sees it is their word alone: said by somebody else it is
 * theirs no more, and the public sees nothing.
 */
const ownedAfter = (actor: Actor, { id, ownFields }: Organization, change: OrganizationChange) => {
  const owned = isCoordinator(actor) ? ownFields : distinct([...ownFields, ...Object.keys(change)])
  if (change.listed === undefined) return owned
  const isOwn = actor.kind === 'person' && actor.organizationId === id
  return isOwn ? distinct([...owned, 'listed']) : owned.filter((field) => field !== 'listed')
}

/** Changes an organization's entry. What its own people set is remembered, so that no import overwrites it. */
export const updateOrganization = async (
  deps: Deps,
  actor: Actor,
  { id, version, change }: Change,
): Promise<Organization> => {
  permit(actor, 'organization.update', { organizationId: id })
  if (!isCoordinator(actor) && reserved.some((field) => change[field] !== undefined)) throw refuseReserved()
  const before = await getOrganization(deps.store, id)
  requireVersion('organization', before, version)
  const { website = before.website, ...rest } = change
  const fields = Object.keys(change)
  const ownFields = ownedAfter(actor, before, change)
  const after = revise(
    before,
    { ...rest, website: website ?? undefined, ownFields } as Partial<Organization>,
    deps.clock.now(),
  )
  await deps.store.transact([
    ...replaceOrganization(before, after),
    organizationUpdated(deps, actor, after, fields),
  ])
  if (after.relation !== before.relation) await endSessionsOf(deps, after)
  return after
}
