import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { Item } from '../storage/store.ts'
import { listOrganizations } from './repository.ts'
import type { Organization } from './schema.ts'

/** Why nobody of an organization would hear of an emergency, or nobody has said that they would. */
const problemOf = ({ contacts }: Organization) => {
  if (contacts.length === 0) return 'no-contacts' as const
  const reached = contacts.filter(({ suppressed }) => !suppressed)
  if (reached.length === 0) return 'nobody-reachable' as const
  const isProven = reached.some(({ lastConfirmedAt, discreet }) => discreet || lastConfirmedAt)
  return isProven ? undefined : ('never-confirmed' as const)
}

/** The organizations that nobody is reached in, before anything has to be sent. A page may hold none and lead on. */
export const listUnreachable = async (
  deps: Deps,
  actor: Actor,
  { limit, after }: { limit: number; after?: Item | undefined },
) => {
  permit(actor, 'organization.list-unreachable')
  const { items, next } = await listOrganizations(deps.store, {}, { limit, after })
  const found = items.flatMap((organization) => {
    const reason = problemOf(organization)
    const { id: organizationId, name, country } = organization
    return reason ? [{ organizationId, name, country, reason }] : []
  })
  return { items: found, ...(next && { next }) }
}
