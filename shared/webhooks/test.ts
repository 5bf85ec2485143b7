import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import { endpointToAim, requireEnabled } from './own.ts'

/** Sends an endpoint, and no other, an event to try it with. */
export const testEndpoint = async (deps: Deps, actor: Actor, id: string) => {
  const endpoint = await endpointToAim(deps, actor, id)
  requireEnabled(endpoint)
  const eventId = deps.ids.next('event')
  await deps.store.transact([
    record(deps, actor, {
      id: eventId,
      type: 'webhook.tested',
      subject: id,
      audience: forOrganization(endpoint.organizationId),
    }),
  ])
  return { eventId }
}
