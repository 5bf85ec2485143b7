import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import { credentialStands } from '../identity/credentials.ts'
import { revise } from '../storage/collection.ts'
import { requireVersion } from '../storage/fresh.ts'
import { endpointToChange, epochFor, permitToAim } from './own.ts'
import { clearHealth, replaceEndpoint } from './repository.ts'
import type { Endpoint, EndpointChange } from './schema.ts'
import { fitUrl } from './url.ts'

interface Change {
  readonly id: string
  readonly version: number
  readonly change: EndpointChange
  /** The secret the actor came with: when it ends meanwhile, nothing is changed. */
  readonly with: string
}

const stateAfter = (before: Endpoint, enabled: boolean | undefined): Partial<Endpoint> => {
  if (enabled === undefined || enabled === before.enabled) return {}
  return { enabled, disabledReason: enabled ? undefined : 'by-hand' }
}

/** Changes an endpoint; enabled again, it begins with a clean slate. */
export const updateEndpoint = async (
  deps: Deps,
  actor: Actor,
  { id, version, change, with: secretOfActor }: Change,
): Promise<Endpoint> => {
  const before = await endpointToChange(deps, actor, id)
  const { enabled, url = before.url, types = before.types, filter = before.filter } = change
  const onlyDisables = Object.keys(change).every((field) => field === 'enabled') && enabled !== true
  if (!onlyDisables) permitToAim(actor, before)
  requireVersion('webhook', before, version)
  const ownerEpoch = await epochFor(deps, actor, before)
  const aimed = {
    url: url === before.url ? url : fitUrl(deps.config, url),
    types,
    filter: filter ?? undefined,
    ownerEpoch,
  }
  const after = revise(before, { ...aimed, ...stateAfter(before, enabled) }, deps.clock.now())
  await deps.store.transact([
    credentialStands(secretOfActor),
    ...replaceEndpoint(before, after),
    ...(after.enabled && !before.enabled ? [clearHealth(id)] : []),
    record(deps, actor, {
      ...(after.enabled || !before.enabled
        ? { type: 'webhook.updated', data: { fields: Object.keys(change) } }
        : { type: 'webhook.disabled', data: { reason: 'by-hand' } }),
      subject: id,
      audience: forOrganization(before.organizationId),
    }),
  ])
  return after
}
