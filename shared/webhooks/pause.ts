import { type Actor, system } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { everyItem } from '../storage/pages.ts'
import { disable } from './disable.ts'
import { listEndpoints } from './repository.ts'
import type { Endpoint } from './schema.ts'

interface Owner {
  readonly organizationId: string
  readonly contactId: string
}

/** The endpoints that post with the eyes of one person now. */
export const endpointsOf = async (
  deps: Pick<Deps, 'store'>,
  { organizationId, contactId }: Owner,
): Promise<Endpoint[]> => {
  const all = await everyItem((page) => listEndpoints(deps.store, organizationId, page))
  return all.filter(({ ownerId, enabled }) => enabled && ownerId === contactId)
}

/**
 * Pauses whatever is posted with the eyes of somebody whose ways in have just been ended: who had their session may
 * have set it up. Whoever can still do something about it is told. Done again, it finishes what was left.
 */
export const pauseEndpointsOf = async (deps: Deps, owner: Owner, actor: Actor = system): Promise<void> => {
  for (const { id } of await endpointsOf(deps, owner)) await disable(deps, id, 'owner-changed', actor)
}
