import { system } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import { announce } from '../ledger/announce.ts'
import { formatUtc } from '../rendering/time.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import { patience } from './health.ts'
import { findEndpoint, replaceEndpoint } from './repository.ts'
import type { DisabledReason, Endpoint } from './schema.ts'

/** Enough to know it by; the path and the query of a URL are often secrets. */
const nameOf = ({ id, url }: Endpoint) => `${new URL(url).host} (${id})`

const notice = (deps: Deps, endpoint: Endpoint, key: 'webhook-failing' | 'webhook-disabled', params = {}) => {
  const { id, ownerId, organizationId } = endpoint
  return announce(deps, {
    kind: 'notice',
    subject: id,
    recipients: { of: 'contacts', contacts: [{ organizationId, contactId: ownerId }] },
    content: { key, params: { endpoint: nameOf(endpoint), ...params } },
  })
}

/** Disables an endpoint and tells its owner; nobody is left to be told when the owner has changed. */
export const disabling = (deps: Deps, endpoint: Endpoint, reason: DisabledReason): Action[] => {
  const told = reason === 'owner-changed' ? undefined : notice(deps, endpoint, 'webhook-disabled')
  const after = revise(endpoint, { enabled: false, disabledReason: reason }, deps.clock.now())
  return [
    ...replaceEndpoint(endpoint, after),
    ...(told?.actions ?? []),
    record(deps, system, {
      type: 'webhook.disabled',
      subject: endpoint.id,
      audience: forOrganization(endpoint.organizationId),
      data: { reason },
      ...(told && { notifications: [told.id] }),
    }),
  ]
}

/** Tells the owner that an endpoint has been failing for a while, and when it is going to be disabled. */
export const warning = (deps: Deps, endpoint: Endpoint, failingSince: string): Action[] => {
  const until = new Date(Date.parse(failingSince) + patience * 1000)
  const params = { since: formatUtc(failingSince), until: formatUtc(until) }
  const told = notice(deps, endpoint, 'webhook-failing', params)
  return [
    ...told.actions,
    record(deps, system, {
      type: 'webhook.failing',
      subject: endpoint.id,
      audience: forOrganization(endpoint.organizationId),
      data: { since: failingSince },
      notifications: [told.id],
    }),
  ]
}

export const disable = (deps: Deps, id: string, reason: DisabledReason) =>
  onFreshRead(async () => {
    const endpoint = await findEndpoint(deps.store, id)
    if (endpoint?.enabled) await deps.store.transact(disabling(deps, endpoint, reason))
  })
