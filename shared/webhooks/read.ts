import type { Actor } from '../access/actor.ts'
import { forbidden, permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { Item } from '../storage/store.ts'
import { attemptLife } from './claim.ts'
import { endpointToRead } from './own.ts'
import { listAttempts as attempts, listEndpoints as list } from './repository.ts'

interface Paging {
  readonly limit: number
  readonly after?: Item | undefined
}

export const readEndpoint = endpointToRead

/** The endpoints of the actor's organization. */
export const listEndpoints = async (deps: Deps, actor: Actor, page: Paging) => {
  permit(actor, 'webhook.list')
  if (actor.kind !== 'person') throw forbidden()
  return list(deps.store, actor.organizationId, page)
}

/** What was tried at an endpoint in the last thirty days, the newest first. */
export const listAttempts = async (deps: Deps, actor: Actor, { id, page }: { id: string; page: Paging }) => {
  await endpointToRead(deps, actor, id)
  const since = new Date(deps.clock.now().getTime() - attemptLife * 1000)
  return attempts(deps.store, id, { ...page, since })
}
