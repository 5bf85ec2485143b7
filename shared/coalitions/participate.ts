import { type Actor, stampOf } from '../access/actor.ts'
import { forbidden, may, permit, unauthenticated, type Within } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forCoalition, record } from '../events/record.ts'
import type { EventType } from '../events/schema.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import { organizationOf, seesAll } from './enter.ts'
import { noSuchCoalition, notInvited } from './errors.ts'
import { type Door, isInside, requireTransition, standingOf } from './lifecycle.ts'
import { findParticipation, findWithParticipation, putParticipation } from './repository.ts'
import type { Coalition, Participation, ParticipationChange, ParticipationStatus } from './schema.ts'
import { tellLeads } from './tell-leads.ts'

interface Told {
  readonly actions: readonly Action[]
  readonly notifications: readonly string[]
}

interface Change extends ParticipationChange {
  readonly coalitionId: string
  readonly organizationId: string
  /** What else must be told of a change, written with it. */
  readonly also?: (coalition: Coalition, after: Participation) => Told
}

const events = {
  joined: 'coalition.organization-joined',
  declined: 'coalition.organization-declined',
  left: 'coalition.organization-left',
  removed: 'coalition.organization-removed',
} as const satisfies Partial<Record<ParticipationStatus, EventType>>

/**
 * The coalition, how the actor stands in it and how the organization takes part. Who has declined or left may
 * still speak of their own part; to whom was removed, and to those outside, there is no coalition.
 */
const load = async (deps: Deps, actor: Actor, { coalitionId, organizationId }: Change) => {
  if (actor.kind === 'nobody') throw unauthenticated()
  const found = await findWithParticipation(deps.store, coalitionId, organizationOf(actor))
  const own = organizationOf(actor) === organizationId
  const mine = found.participation
  const mayKnow = seesAll(actor) || isInside(mine) || (own && mine !== undefined && mine.status !== 'removed')
  if (!found.coalition || !mayKnow) throw noSuchCoalition()
  const within = { standing: standingOf(mine) }
  const mayLead = may(actor, 'coalition.set-participation', within)
  if (!own && !mayLead) throw forbidden()
  const before = own ? mine : await findParticipation(deps.store, coalitionId, organizationId)
  if (!before) throw notInvited()
  return { coalition: found.coalition, before, within }
}

const permitStatus = (actor: Actor, before: Participation, to: ParticipationStatus, within: Within) => {
  const door: Door = actor.kind === 'recipient' ? 'link' : to === 'removed' ? 'lead' : 'own'
  if (door === 'lead') permit(actor, 'coalition.set-participation', within)
  if (door === 'own') permit(actor, 'coalition.answer', { organizationId: before.organizationId })
  requireTransition(before.status, to, door)
}

const isAnswer = (status: ParticipationStatus) => status === 'joined' || status === 'declined'

/**
 * Changes how an organization takes part: it joins, declines or leaves by its own people or by a mailed link;
 * who leads or coordinates removes it and sets its role. What is so already is no change.
 */
export const changeParticipation = async (deps: Deps, actor: Actor, input: Change): Promise<Participation> =>
  onFreshRead(async () => {
    const { coalition, before, within } = await load(deps, actor, input)
    const { status = before.status, role = before.role, reason } = input
    const [turns, moves] = [status !== before.status, role !== before.role]
    if (turns) permitStatus(actor, before, status, within)
    if (moves) permit(actor, 'coalition.set-participation', within)
    if (!turns && !moves) return before
    const at = deps.clock.now().toISOString()
    const after: Participation = {
      ...before,
      status,
      role,
      reason: turns ? reason : before.reason,
      respondedAt: turns && isAnswer(status) ? at : before.respondedAt,
      by: stampOf(actor),
      version: before.version + 1,
    }
    const leaves = before.status === 'joined' && turns && status !== 'removed'
    const told = [
      ...(leaves ? await tellLeads(deps, coalition, after) : []),
      ...(turns && input.also ? [input.also(coalition, after)] : []),
    ]
    const { id } = coalition
    await deps.store.transact([
      ...putParticipation(before, after),
      ...told.flatMap(({ actions }) => actions),
      record(deps, actor, {
        type: turns ? events[status as keyof typeof events] : 'coalition.updated',
        subject: id,
        audience: forCoalition(id),
        data: { organizationId: before.organizationId, role },
        notifications: told.flatMap(({ notifications }) => notifications),
      }),
    ])
    return after
  })
