import { type Actor, isCoordinator } from '../access/actor.ts'
import { forbidden, may, permitToKnow, unauthenticated } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { endpointDisabled, notYoursToAim } from './errors.ts'
import { contactIn } from './owner.ts'
import { findEndpoint } from './repository.ts'
import type { Endpoint } from './schema.ts'

const ofActor = (actor: Actor) => (actor.kind === 'person' ? actor.organizationId : undefined)

const get = async ({ store }: Pick<Deps, 'store'>, id: string) => {
  const found = await findEndpoint(store, id)
  if (!found) throw notFound('webhook')
  return found
}

export const endpointToRead = async (deps: Deps, actor: Actor, id: string): Promise<Endpoint> => {
  permitToKnow(actor, 'webhook.read', 'webhook', { organizationId: ofActor(actor) })
  const found = await get(deps, id)
  permitToKnow(actor, 'webhook.read', 'webhook', found)
  return found
}

/** Others' endpoints do not exist; who may change none at all hears so. */
export const endpointToChange = async (deps: Deps, actor: Actor, id: string): Promise<Endpoint> => {
  if (actor.kind === 'nobody') throw unauthenticated()
  if (!may(actor, 'webhook.change', { organizationId: ofActor(actor) })) throw forbidden()
  const found = await get(deps, id)
  if (!may(actor, 'webhook.change', found)) throw notFound('webhook')
  return found
}

const isOwner = (actor: Actor, { ownerId }: Endpoint) =>
  actor.kind === 'person' && actor.contactId === ownerId

/** An endpoint has its owner's eyes, so that a colleague with fewer rights must not turn it to another address. */
export const permitToAim = (actor: Actor, endpoint: Endpoint) => {
  if (!isOwner(actor, endpoint) && !isCoordinator(actor)) throw notYoursToAim()
}

export const endpointToAim = async (deps: Deps, actor: Actor, id: string): Promise<Endpoint> => {
  const found = await endpointToChange(deps, actor, id)
  permitToAim(actor, found)
  return found
}

export const requireEnabled = ({ enabled }: Endpoint) => {
  if (!enabled) throw endpointDisabled()
}

/** The epoch of an owner who has a hand in their endpoint now; of others, what it was. */
export const epochFor = async ({ store }: Pick<Deps, 'store'>, actor: Actor, endpoint: Endpoint) =>
  isOwner(actor, endpoint) ? ((await contactIn(store, endpoint))?.epoch ?? 0) : endpoint.ownerEpoch
