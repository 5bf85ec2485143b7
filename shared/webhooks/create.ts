import type { Actor } from '../access/actor.ts'
import { forbidden, permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import { credentialStands } from '../identity/credentials.ts'
import { sealSecret } from '../secret-box.ts'
import { newRecord } from '../storage/collection.ts'
import { contactIn } from './owner.ts'
import { createEndpoint as put } from './repository.ts'
import type { Endpoint, EndpointInput } from './schema.ts'
import { newSecret, secretUnder } from './secret.ts'
import { fitUrl } from './url.ts'

interface Creation extends EndpointInput {
  /** The secret the owner came with: when it ends meanwhile, no endpoint is set up. */
  readonly with: string
  /** What the request is called, for its repetition to find the secret (`secretAgain`). */
  readonly request?: string | undefined
}

/** Sets up an endpoint of the actor's own; its secret is told now. */
export const createEndpoint = async (
  deps: Deps,
  actor: Actor,
  { url, types, filter, with: secretOfOwner, request }: Creation,
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
    credentialStands(secretOfOwner),
    ...put(endpoint, { sealed: [sealSecret(deps.keys, endpoint.id, secret)], version: 1 }),
    record(deps, actor, {
      type: 'webhook.created',
      subject: endpoint.id,
      audience: forOrganization(organizationId),
    }),
  ])
  return { ...endpoint, secret }
}
