import { type Actor, isCoordinator } from '../../access/actor.ts'
import { permit, permitToKnow } from '../../access/permit.ts'
import { enter } from '../../coalitions/enter.ts'
import type { Deps } from '../../deps.ts'
import type { Id } from '../../ids.ts'
import type { Store } from '../../storage/store.ts'
import type { PageOf } from '../repository.ts'
import { readingAs, type Standings, standingsTo } from '../standing.ts'
import { everyPoll, getPoll, pollsIn, pollsOf, pollWithAnswer } from './repository.ts'
import type { Poll } from './schema.ts'

/** A poll for somebody who may know of it; for everybody else there is none. */
export const pollKnownTo = async (
  store: Store,
  actor: Actor,
  id: string,
): Promise<Standings & { readonly poll: Poll }> => {
  const poll = await getPoll(store, id)
  return { poll, ...(await standingsTo(store, actor, poll, 'poll')) }
}

export const readPoll = async (deps: Deps, actor: Actor, id: string): Promise<Poll> => {
  const { poll, reading } = await pollKnownTo(deps.store, actor, id)
  permitToKnow(actor, 'meeting.read', 'poll', reading)
  return poll
}

/** A poll, what one's own contact said to it, and how one stands to what it is of. */
export const readPollWithOwn = async (deps: Deps, actor: Actor, id: string) => {
  const contactId = actor.kind === 'person' ? actor.contactId : 'nobody'
  const { poll, answer } = await pollWithAnswer(deps.store, id, contactId)
  const { within, reading } = await standingsTo(deps.store, actor, poll, 'poll')
  permitToKnow(actor, 'meeting.read', 'poll', reading)
  return { poll, answer, within }
}

interface Listing {
  readonly coalitionId?: Id<'coalition'> | undefined
  readonly page: PageOf
}

/** Polls, the last to close first: of a coalition, of the whole alliance for its members, or, for coordinators, all. */
export const listPolls = async ({ store }: Deps, actor: Actor, { coalitionId, page }: Listing) => {
  if (coalitionId) {
    const { own } = await enter(store, actor, coalitionId)
    permit(actor, 'meeting.list', readingAs(own))
    return pollsIn(store, pollsOf(coalitionId), page)
  }
  permit(actor, 'meeting.list', { standing: 'observer' })
  if (actor.kind !== 'person' || isCoordinator(actor)) return pollsIn(store, everyPoll, page)
  return actor.relation === 'member' ? pollsIn(store, pollsOf(undefined), page) : { items: [] }
}
