import { randomBytes } from 'node:crypto'
import type { Actor } from '../../access/actor.ts'
import { forbidden, permit } from '../../access/permit.ts'
import { enterToRead } from '../../coalitions/enter.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { base32 } from '../../ids.ts'
import { announce } from '../../ledger/announce.ts'
import { contactOf } from '../../organizations/contact-of.ts'
import { getOrganization } from '../../organizations/repository.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { noEntriesForDiscreet, tooManyFeeds } from '../errors.ts'
import { addSubscription, findHolding, findSubscription, hashOf, removeSubscription } from './repository.ts'
import { type Feed, type FeedInput, feed, type Subscription } from './schema.ts'

const most = 10

const personOf = (actor: Actor) => {
  if (actor.kind !== 'person' || actor.scopes) throw forbidden()
  return actor
}

/** Whoever reads over the holder's shoulder while it is made could read along for long: so the holder hears of it. */
const tellHolder = (deps: Deps, { contactId, organizationId }: Subscription) =>
  announce(deps, {
    kind: 'notice',
    subject: contactId,
    recipients: { of: 'contacts', contacts: [{ organizationId, contactId }] },
    content: { key: 'calendar-feed-made', params: {} },
  })

/** The secret that belongs to one request of one person, which its repetition finds again. */
const secretUnder = ({ keys }: Deps, contactId: string, request: string) =>
  base32(keys.sign('calendar', `${contactId}\n${request}`).subarray(0, 20))

const addressOf = ({ config }: Deps, secret: string) => `${config.publicUrl}/calendar/${secret}.ics`

/** The address that a request made, for whoever sends it again; nothing once it has ended. */
export const addressAgain = async (
  deps: Deps,
  actor: Actor,
  request: string,
): Promise<string | undefined> => {
  permit(actor, 'calendar-feed.make')
  const secret = secretUnder(deps, personOf(actor).contactId, request)
  return (await findSubscription(deps.store, secret)) && addressOf(deps, secret)
}

/** Makes a private address under which a calendar finds the meetings of a contact, or of one coalition; it is told once. */
export const subscribe = async (
  deps: Deps,
  actor: Actor,
  { coalitionId, request }: FeedInput & { request?: string | undefined },
): Promise<Feed & { url?: string }> => {
  permit(actor, 'calendar-feed.make')
  const { contactId, organizationId } = personOf(actor)
  if (coalitionId) await enterToRead(deps.store, actor, coalitionId)
  const secret = request ? secretUnder(deps, contactId, request) : base32(randomBytes(20))
  const id = deps.ids.next('calendar')
  return onFreshRead(async () => {
    const contact = contactOf(await getOrganization(deps.store, organizationId), contactId)
    if (contact.discreet) throw noEntriesForDiscreet()
    const before = await findHolding(deps.store, contactId)
    if (before.feeds.length >= most) throw tooManyFeeds(most)
    const made: Subscription = {
      id,
      ...(coalitionId && { coalitionId }),
      createdAt: deps.clock.now().toISOString(),
      contactId,
      organizationId,
      epoch: contact.epoch,
    }
    const told = tellHolder(deps, made)
    await deps.store.transact([
      ...addSubscription(before, made, hashOf(secret)),
      ...told.actions,
      record(deps, actor, {
        type: 'calendar-feed.made',
        subject: contactId,
        audience: forCoordinators,
        data: { feedId: id, ...(coalitionId && { coalitionId }) },
        notifications: [told.id],
      }),
    ])
    return { ...feed.parse(made), url: addressOf(deps, secret) }
  })
}

/** One's own subscriptions, oldest first. */
export const listFeeds = async (deps: Deps, actor: Actor): Promise<Feed[]> => {
  permit(actor, 'calendar-feed.list')
  const { feeds } = await findHolding(deps.store, personOf(actor).contactId)
  return feeds.map((each) => feed.parse(each))
}

export const readFeed = async (deps: Deps, actor: Actor, id: string): Promise<Feed> => {
  const found = (await listFeeds(deps, actor)).find((each) => each.id === id)
  if (!found) throw notFound('calendar feed')
  return found
}

/** Ends one of one's own subscriptions: its address is dead at once. */
export const unsubscribe = async (deps: Deps, actor: Actor, id: string): Promise<void> => {
  permit(actor, 'calendar-feed.end')
  const { contactId } = personOf(actor)
  await onFreshRead(async () => {
    const before = await findHolding(deps.store, contactId)
    const ended = before.feeds.find((each) => each.id === id)
    if (!ended) throw notFound('calendar feed')
    await deps.store.transact([
      ...removeSubscription(contactId, before, ended.hash),
      record(deps, actor, {
        type: 'calendar-feed.ended',
        subject: contactId,
        audience: forCoordinators,
        data: { feedId: id },
      }),
    ])
  })
}
