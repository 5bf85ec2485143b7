import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import { sealSecret } from '../secret-box.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { endpointToAim } from './own.ts'
import { getSecrets, putSecrets } from './repository.ts'
import { newSecret, withNewSecret } from './secret.ts'

/** Gives an endpoint a new secret, told now and never again; the old one signs along for a day. */
export const rotateSecret = async (deps: Deps, actor: Actor, id: string) =>
  onFreshRead(async () => {
    const endpoint = await endpointToAim(deps, actor, id)
    const secret = newSecret()
    const before = await getSecrets(deps.store, id)
    const after = withNewSecret(before, sealSecret(deps.keys, id, secret), deps.clock.now())
    await deps.store.transact([
      putSecrets(id, after),
      record(deps, actor, {
        type: 'webhook.updated',
        subject: id,
        audience: forOrganization(endpoint.organizationId),
        data: { fields: ['secret'] },
      }),
    ])
    return { id: endpoint.id, secret, previousSignsUntil: after.sealed[1]?.until }
  })
