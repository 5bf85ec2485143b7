import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { eventsBetween, findEvent } from '../events/find.ts'
import type { Event } from '../events/schema.ts'
import { sightOf } from '../events/visibility.ts'
import { findOrganization } from '../organizations/repository.ts'
import { findTried } from './claim.ts'
import { eventNotFound, rangeTooLong, tooManyEvents } from './errors.ts'
import { passes } from './facets.ts'
import { hintFor } from './hint.ts'
import { endpointToAim, requireEnabled } from './own.ts'
import { eyesOf } from './owner.ts'
import { type Endpoint, everything, type ReplayInput } from './schema.ts'

const day = 86_400_000
const longestRange = 31

/** How far back an event is looked for that was never tried here: days, and events. */
const lookBack = { days: 7, events: 1000 }

export const mostReplayed = 1000
/** How much history one replay may read, wanted or not. */
const mostRead = 10_000

const listensTo = ({ types, id, filter }: Endpoint, event: Event) =>
  event.type === 'webhook.tested'
    ? event.subject === id
    : (types.includes(everything) || types.includes(event.type)) && passes(filter, event)

const findAnywhere = async (deps: Deps, endpointId: string, eventId: string): Promise<Event | undefined> => {
  const tried = await findTried(deps, endpointId, eventId)
  if (tried) return findEvent(deps.store, { id: tried.eventId, subject: tried.subject, at: tried.at })
  const until = deps.clock.now()
  const since = new Date(until.getTime() - lookBack.days * day)
  let seen = 0
  for await (const event of eventsBetween(deps.store, { since, until }, true)) {
    if (event.id === eventId) return event
    if (++seen >= lookBack.events) return undefined
  }
  return undefined
}

type Sees = (event: Event) => Promise<boolean>

const blind: Sees = async () => false

const one = async (deps: Deps, endpoint: Endpoint, eventId: string, sees: Sees) => {
  const event = await findAnywhere(deps, endpoint.id, eventId)
  if (!event || (event.type === 'webhook.tested' && event.subject !== endpoint.id)) throw eventNotFound()
  if (!(await sees(event))) throw eventNotFound()
  return [event]
}

const range = async (deps: Deps, endpoint: Endpoint, span: { since: Date; until: Date }, sees: Sees) => {
  if (span.until.getTime() - span.since.getTime() > longestRange * day) throw rangeTooLong(longestRange)
  const found: Event[] = []
  let seen = 0
  for await (const event of eventsBetween(deps.store, span)) {
    if (++seen > mostRead) throw tooManyEvents(mostReplayed)
    if (!listensTo(endpoint, event) || !(await sees(event))) continue
    found.push(event)
    if (found.length > mostReplayed) throw tooManyEvents(mostReplayed)
  }
  return found
}

interface Replay {
  readonly id: string
  readonly what: ReplayInput
}

/** Sends an endpoint once more what it may have missed: one event, or those of a range of time it listens to. */
export const replayEvents = async (deps: Deps, actor: Actor, { id, what }: Replay) => {
  const endpoint = await endpointToAim(deps, actor, id)
  requireEnabled(endpoint)
  const eyes = eyesOf(await findOrganization(deps.store, endpoint.organizationId), endpoint)
  const sees = eyes ? sightOf(deps.store, eyes) : blind
  const events =
    'eventId' in what
      ? await one(deps, endpoint, what.eventId, sees)
      : await range(deps, endpoint, { since: new Date(what.since), until: new Date(what.until) }, sees)
  const run = deps.ids.next('event')
  await deps.queues.send(
    'webhooks',
    events.map((event) => hintFor(id, event, run)),
  )
  return { events: events.length }
}
