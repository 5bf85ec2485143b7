import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import { onFreshRead, requireVersion } from '../storage/fresh.ts'
import { endpointToChange } from './own.ts'
import { removeEndpoint as remove } from './repository.ts'

interface Removal {
  readonly id: string
  readonly version?: number | undefined
}

/** Removes an endpoint; what still waits for it is never sent. */
export const removeEndpoint = async (deps: Deps, actor: Actor, { id, version }: Removal) => {
  await onFreshRead(
    async () => {
      const endpoint = await endpointToChange(deps, actor, id)
      requireVersion('webhook', endpoint, version)
      await deps.store.transact([
        ...remove(endpoint),
        record(deps, actor, {
          type: 'webhook.deleted',
          subject: id,
          audience: forOrganization(endpoint.organizationId),
        }),
      ])
    },
    version === undefined ? 8 : 1,
  )
}
