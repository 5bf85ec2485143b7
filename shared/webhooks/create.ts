import type { Actor } from '../access/actor.ts'
import { forbidden, permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import { sealSecret } from '../secret-box.ts'
import { newRecord } from '../storage/collection.ts'
import { contactIn } from './owner.ts'
import { createEndpoint as put } from './repository.ts'
import type { Endpoint, EndpointInput } from './schema.ts'
import { newSecret, secretUnder } from './secret.ts'
import { fitUrl } from './url.ts'

/**
 * Sets up an endpoint of the actor's own; its secret is told now.
 * @param request what the request is called, for its repetition to find the secret (`secretAgain`)
 */
export const createEndpoint = async (
  deps: Deps,
  actor: Actor,
  { url, types, filter, request }: EndpointInput & { request?: string | undefined },
): Promise<Endpoint & { secret: string }> => {
  permit(actor, 'webhook.create')
  if (actor.kind !== 'person') throw forbidden()
  const { contactId: ownerId, organizationId } = actor
  const endpoint: Endpoint = {
    id: deps.ids.next('webhook'),
    ownerId,
    organizationId,
    ownerEpoch: (await contactIn(deps.store, { ownerId, organizationId }))?.epoch ?? 0,
    url: fitUrl(deps.config, url),
    types,
    filter,
    enabled: true,
    ...newRecord(deps.clock.now()),
  }
  const secret = request ? secretUnder(deps.keys, endpoint.id, request) : newSecret()
  await deps.store.transact([
    ...put(endpoint, { sealed: [sealSecret(deps.keys, endpoint.id, secret)], version: 1 }),
    record(deps, actor, {
      type: 'webhook.created',
      subject: endpoint.id,
      audience: forOrganization(organizationId),
    }),
  ])
  return { ...endpoint, secret }
}
