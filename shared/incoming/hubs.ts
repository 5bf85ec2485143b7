import type { Actor } from '../access/actor.ts'
import { permit, permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, record } from '../events/record.ts'
import type { Event, EventType } from '../events/schema.ts'
import { sealSecret } from '../secret-box.ts'
import { newRecord, revise } from '../storage/collection.ts'
import { onFreshRead, requireVersion } from '../storage/fresh.ts'
import type { Item } from '../storage/store.ts'
import { newSecret, withNewSecret } from '../webhooks/secret.ts'
import { deleteSecrets, findSecrets, getHub, hubs, listOfHubs, putSecrets } from './repository.ts'
import type { Hub, HubChange, HubInput } from './schema.ts'

const happened = (deps: Deps, actor: Actor, type: EventType, { id }: Hub, data: Event['data'] = {}) =>
  record(deps, actor, { type, subject: id, audience: forCoordinators, data })

export const readHub = async (deps: Deps, actor: Actor, id: string): Promise<Hub> => {
  permitToKnow(actor, 'hub.list', 'hub')
  return getHub(deps.store, id)
}

export const listHubs = (
  deps: Deps,
  actor: Actor,
  { limit, after }: { limit: number; after?: Item | undefined },
) => {
  permit(actor, 'hub.list')
  return hubs.page(deps.store, { partition: listOfHubs, limit, ...(after && { after }) })
}

/** Trusts a hub from now on; its secret is told now and never again. */
export const createHub = async (
  deps: Deps,
  actor: Actor,
  input: HubInput,
): Promise<Hub & { secret: string }> => {
  permit(actor, 'hub.change')
  const hub: Hub = { ...input, id: deps.ids.next('hub'), enabled: true, ...newRecord(deps.clock.now()) }
  const secret = newSecret()
  await deps.store.transact([
    ...hubs.create(hub),
    putSecrets(hub.id, { sealed: [sealSecret(deps.keys, hub.id, secret)], version: 1 }),
    happened(deps, actor, 'hub.created', hub),
  ])
  return { ...hub, secret }
}

interface Change {
  readonly id: string
  readonly version: number
  readonly change: HubChange
}

export const updateHub = async (deps: Deps, actor: Actor, { id, version, change }: Change): Promise<Hub> => {
  permit(actor, 'hub.change')
  const before = await getHub(deps.store, id)
  requireVersion('hub', before, version)
  const after = revise(before, change, deps.clock.now())
  await deps.store.transact([
    ...hubs.replace(before, after),
    happened(deps, actor, 'hub.updated', after, { fields: Object.keys(change) }),
  ])
  return after
}

/** Gives a hub a new secret, told now and never again; the old one counts along for a day. */
export const rotateHubSecret = (deps: Deps, actor: Actor, id: string) => {
  permit(actor, 'hub.change')
  return onFreshRead(async () => {
    const hub = await getHub(deps.store, id)
    const secret = newSecret()
    // A hub that was imported came without its secrets.
    const before = (await findSecrets(deps.store, id)) ?? { sealed: [], version: 0 }
    const after = withNewSecret(before, sealSecret(deps.keys, id, secret), deps.clock.now())
    await deps.store.transact([
      hubs.unchanged(hub),
      putSecrets(id, after),
      happened(deps, actor, 'hub.updated', hub, { fields: ['secret'] }),
    ])
    return { id: hub.id, secret, previousCountsUntil: after.sealed[1]?.until }
  })
}

interface Removal {
  readonly id: string
  readonly version?: number | undefined
}

/** Trusts a hub no more; what it has sent stays. */
export const removeHub = (deps: Deps, actor: Actor, { id, version }: Removal): Promise<void> => {
  permit(actor, 'hub.change')
  return onFreshRead(
    async () => {
      const hub = await getHub(deps.store, id)
      requireVersion('hub', hub, version)
      await deps.store.transact([
        ...hubs.remove(hub),
        deleteSecrets(id),
        happened(deps, actor, 'hub.removed', hub),
      ])
    },
    version === undefined ? undefined : 1,
  )
}
