import type { Deps } from '../deps.ts'
import type { Event } from '../events/schema.ts'
import { mayLearnOf } from '../events/visibility.ts'
import { findOrganizations } from '../organizations/repository.ts'
import { distinct } from '../text.ts'
import { passes } from './facets.ts'
import { type Hint, hint, hintFor } from './hint.ts'
import { eyesOf } from './owner.ts'
import { endpointsOn } from './repository.ts'
import type { Endpoint } from './schema.ts'

/**
 * Which endpoints are to hear of an event, as messages for the queue `webhooks`: those that listen to its type
 * and let it pass, and whose owner may know of it. An endpoint that has lost its owner is hinted as well, so that the sender
 * disables it; the sender asks everything again.
 */
export const webhookHints = async ({ store }: Pick<Deps, 'store'>, event: Event): Promise<Hint[]> => {
  if (event.type.endsWith('.due')) return []
  if (event.type === 'webhook.tested') return [hintFor(event.subject, event)]
  const endpoints = (await endpointsOn(store, event.type)).filter(({ filter }) => passes(filter, event))
  const organizations = await findOrganizations(
    store,
    distinct(endpoints.map(({ organizationId }) => organizationId)),
  )
  const byId = new Map(organizations.map((organization) => [organization.id, organization]))
  const hears = async (endpoint: Endpoint) => {
    const viewer = eyesOf(byId.get(endpoint.organizationId), endpoint)
    return viewer === undefined || (await mayLearnOf(store, event, viewer))
  }
  const heard = await Promise.all(endpoints.map(hears))
  return endpoints.filter((_, at) => heard[at]).map(({ id }) => hintFor(id, event))
}

/** The message for the queue `webhooks`, when such a row has come due as the event `webhook-retry.due`. */
export const retryHint = ({ subject, data }: Pick<Event, 'subject' | 'data'>): Hint =>
  hint.parse({ ...data, endpointId: subject, subject: data.eventSubject })
