import { type Actor, isCoordinator } from '../../access/actor.ts'
import { may, permit } from '../../access/permit.ts'
import { enter } from '../../coalitions/enter.ts'
import type { Deps } from '../../deps.ts'
import type { Id } from '../../ids.ts'
import type { Page } from '../../storage/store.ts'
import type { PageOf } from '../repository.ts'
import { enterToRead, onlyKnownTo, readingAs } from '../standing.ts'
import { decisionsOfMeeting, decisionsUnder, getDecision } from './repository.ts'
import type { Decision } from './schema.ts'

/** Who was present by name is between those who lead and coordinate: not every member may know of every other. */
type Named = 'present' | 'represented'
export type SeenDecision = Omit<Decision, Named | 'by'> &
  Partial<Pick<Decision, Named>> & { readonly organizations: number }

const asSeen = ({ present, represented, by: _, ...open }: Decision, isNear: boolean): SeenDecision => ({
  ...open,
  organizations: present.length,
  ...(isNear && { present, represented }),
})

const seen = ({ items, next }: Page<Decision>, isNear: boolean): Page<SeenDecision> => ({
  items: items.map((item) => asSeen(item, isNear)),
  ...(next && { next }),
})

const enterMeeting = async (deps: Deps, actor: Actor, id: string) => {
  const { within } = await enterToRead(deps.store, actor, id)
  return may(actor, 'meeting.read-answers', within)
}

export const readDecision = async (deps: Deps, actor: Actor, id: string): Promise<SeenDecision> => {
  const found = await getDecision(deps.store, id)
  return asSeen(found, await enterMeeting(deps, actor, found.meetingId))
}

interface OfMeeting {
  readonly id: string
  readonly page: PageOf
}

/** What a meeting decided, oldest first. */
export const listDecisions = async (
  deps: Deps,
  actor: Actor,
  { id, page }: OfMeeting,
): Promise<Page<SeenDecision>> => {
  const isNear = await enterMeeting(deps, actor, id)
  return seen(await decisionsOfMeeting(deps.store, id, page), isNear)
}

interface Under {
  readonly subject: Id<'coalition'> | Id<'situation'>
  readonly page: PageOf
}

/** What was decided by a coalition, or on a situation by whoever's decisions one may know of, newest first. */
export const listDecisionsUnder = async (
  deps: Deps,
  actor: Actor,
  { subject, page }: Under,
): Promise<Page<SeenDecision>> => {
  if (subject.startsWith('coa_')) {
    const { own, within } = await enter(deps.store, actor, subject)
    permit(actor, 'decision.list', readingAs(own))
    return seen(await decisionsUnder(deps.store, subject, page), may(actor, 'meeting.read-answers', within))
  }
  permit(actor, 'decision.list', { standing: 'observer' })
  const found = await decisionsUnder(deps.store, subject, page)
  if (actor.kind !== 'person' || isCoordinator(actor)) return seen(found, true)
  return seen({ ...found, items: await onlyKnownTo(deps.store, found.items, actor) }, false)
}
