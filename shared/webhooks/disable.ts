import { type Actor, system } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import { announce } from '../ledger/announce.ts'
import { findOrganization } from '../organizations/repository.ts'
import type { Organization } from '../organizations/schema.ts'
import { formatUtc } from '../rendering/time.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import { patience } from './health.ts'
import { findEndpoint, replaceEndpoint } from './repository.ts'
import type { DisabledReason, Endpoint } from './schema.ts'

/** Enough to know it by; the path and the query of a URL are often secrets. */
const nameOf = ({ id, url }: Endpoint) => `${new URL(url).host} (${id})`

interface Notice {
  readonly key: 'webhook-failing' | 'webhook-disabled' | 'webhook-paused' | 'webhook-orphaned'
  /** Its owner where nobody else is named. */
  readonly to?: readonly Endpoint['ownerId'][]
  readonly params?: Readonly<Record<string, string>>
}

const notice = (deps: Deps, endpoint: Endpoint, { key, to, params }: Notice) => {
  const { id, organizationId } = endpoint
  const contacts = (to ?? [endpoint.ownerId]).map((contactId) => ({ organizationId, contactId }))
  return announce(deps, {
    kind: 'notice',
    subject: id,
    recipients: { of: 'contacts', contacts } as const,
    content: { key, params: { endpoint: nameOf(endpoint), ...params } },
  })
}

interface Disabling {
  readonly reason: DisabledReason
  readonly notice?: Notice | undefined
  readonly actor?: Actor
}

/** Disables an endpoint, and says so to whom the notice is for. */
export const disabling = (
  deps: Deps,
  endpoint: Endpoint,
  { reason, notice: said, actor = system }: Disabling,
): Action[] => {
  const told = said && notice(deps, endpoint, said)
  const after = revise(endpoint, { enabled: false, disabledReason: reason }, deps.clock.now())
  return [
    ...replaceEndpoint(endpoint, after),
    ...(told?.actions ?? []),
    record(deps, actor, {
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
  const told = notice(deps, endpoint, { key: 'webhook-failing', params })
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

/**
 * Whom an endpoint concerns whose owner has changed: the owner, while their mail reaches them alone, or whoever else of
 * the organization is reached. An organization that is out of the alliance hears of that itself.
 */
const afterChange = ({ ownerId }: Endpoint, organization: Organization | undefined): Notice | undefined => {
  if (!organization || organization.status) return undefined
  const reached = organization.contacts.filter(({ suppressed, kind }) => !suppressed && kind !== 'list')
  if (reached.some(({ id }) => id === ownerId)) return { key: 'webhook-paused' }
  const to = reached.map(({ id }) => id)
  return to.length > 0 ? { key: 'webhook-orphaned', to } : undefined
}

export const disable = (
  deps: Deps,
  id: string,
  reason: 'owner-changed' | 'secret-lost',
  actor: Actor = system,
) =>
  onFreshRead(async () => {
    const endpoint = await findEndpoint(deps.store, id)
    if (!endpoint?.enabled) return
    const organization = await findOrganization(deps.store, endpoint.organizationId)
    const said: Notice | undefined =
      reason === 'owner-changed' ? afterChange(endpoint, organization) : { key: 'webhook-disabled' }
    await deps.store.transact(disabling(deps, endpoint, { reason, notice: said, actor }))
  })
