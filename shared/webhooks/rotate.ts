import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import { openSecret, sealSecret } from '../secret-box.ts'
import { onFreshRead, requireVersion } from '../storage/fresh.ts'
import { endpointToAim } from './own.ts'
import { getSecrets, putSecrets } from './repository.ts'
import type { Endpoint } from './schema.ts'
import { newSecret, secretUnder, withNewSecret } from './secret.ts'

interface Rotated {
  readonly id: Endpoint['id']
  readonly secret: string
  readonly previousSignsUntil: string | undefined
}

interface Rotation {
  readonly id: string
  /** What the request is called, and which secrets it was made on. */
  readonly once?: { readonly request: string; readonly version: number }
}

/** Which secrets an endpoint has, for a form that is to replace them once. */
export const versionOfSecrets = async ({ store }: Pick<Deps, 'store'>, id: string) =>
  (await getSecrets(store, id)).version

/** The secret that a request made, for whoever sends it again; nothing once another has taken its place. */
export const secretAgain = async (
  deps: Deps,
  actor: Actor,
  { id, request }: { id: string; request: string },
) => {
  const endpoint = await endpointToAim(deps, actor, id)
  const { sealed } = await getSecrets(deps.store, id)
  const secret = secretUnder(deps.keys, endpoint.id, request)
  return sealed[0] && openSecret(deps.keys, id, sealed[0]) === secret ? secret : undefined
}

/**
 * Gives an endpoint a new secret, told now; the old one signs along for a day. A request that comes again is told what
 * it made before, and makes nothing more; on secrets that others have replaced since, it is stale.
 */
export const rotateSecret = async (
  deps: Deps,
  actor: Actor,
  { id: named, once }: Rotation,
): Promise<Rotated> =>
  onFreshRead(async () => {
    const { id, organizationId } = await endpointToAim(deps, actor, named)
    const secret = once ? secretUnder(deps.keys, id, once.request) : newSecret()
    const before = await getSecrets(deps.store, id)
    const [newest, previous] = before.sealed
    if (newest && openSecret(deps.keys, id, newest) === secret)
      return { id, secret, previousSignsUntil: previous?.until }
    requireVersion('secret', before, once?.version)
    const after = withNewSecret(before, sealSecret(deps.keys, id, secret), deps.clock.now())
    await deps.store.transact([
      putSecrets(id, after),
      record(deps, actor, {
        type: 'webhook.updated',
        subject: id,
        audience: forOrganization(organizationId),
        data: { fields: ['secret'] },
      }),
    ])
    return { id, secret, previousSignsUntil: after.sealed[1]?.until }
  })
