import { type Actor, stampOf } from '../access/actor.ts'
import { forbidden, may, permit, unauthenticated, type Within } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forCoalition, forLeads, record } from '../events/record.ts'
import type { EventType } from '../events/schema.ts'
import { nothingTold, type Told, toldTogether } from '../ledger/announce.ts'
import { asTold } from '../replies/told.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { organizationOf, seesAll } from './enter.ts'
import { noSuchCoalition, notInvited } from './errors.ts'
import { type Door, isInside, requireActive, requireTransition, standingOf } from './lifecycle.ts'
import { findParticipation, findWithParticipation, putParticipation } from './repository.ts'
import type { Coalition, Participation, ParticipationChange, ParticipationStatus } from './schema.ts'
import { tellLeads, tellOrganization } from './tell.ts'
import { withoutLead } from './without-lead.ts'

interface Change extends Omit<ParticipationChange, 'told'> {
  readonly coalitionId: string
  readonly organizationId: string
  readonly told?: Participation['told']
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

/** Who has asked waits for those who lead; nobody lets themselves in. */
const doorOf = (actor: Actor, before: Participation, to: ParticipationStatus): Door => {
  if (actor.kind === 'recipient') return 'link'
  return to === 'removed' || (before.status === 'asked' && to !== 'left') ? 'lead' : 'own'
}

const permitStatus = (actor: Actor, before: Participation, to: ParticipationStatus, within: Within) => {
  const door = doorOf(actor, before, to)
  if (door === 'lead') permit(actor, 'coalition.set-participation', within)
  if (door === 'own') permit(actor, 'coalition.answer', { organizationId: before.organizationId })
  requireTransition(before.status, to, door)
}

/** Who keeps an organization's part among those who lead: it itself may ask for it, and who leads may grant it. */
const permitKnownTo = (actor: Actor, { organizationId }: Participation, within: Within) => {
  if (organizationOf(actor) === organizationId) permit(actor, 'coalition.answer', { organizationId })
  else permit(actor, 'coalition.set-participation', within)
}

const isAnswer = (status: ParticipationStatus) => status === 'joined' || status === 'declined'

/** What an organization, or those who lead, hear of a change of status. */
const toldOfTurn = async (deps: Deps, coalition: Coalition, before: Participation, after: Participation) => {
  if (before.status === 'asked' && after.status !== 'left')
    return tellOrganization(
      deps,
      coalition,
      after,
      after.status === 'joined' ? 'coalition-let-in' : 'coalition-not-let-in',
    )
  if (after.status === 'removed') return tellOrganization(deps, coalition, after, 'coalition-removed')
  return before.status === 'joined' ? tellLeads(deps, coalition, after, 'organization-left') : nothingTold
}

const decide = (deps: Deps, actor: Actor, before: Participation, input: Change): Participation => {
  const { status = before.status, role = before.role, knownTo = before.knownTo, reason, told } = input
  const turns = status !== before.status
  return {
    ...before,
    status,
    role,
    knownTo,
    reason: turns ? reason : before.reason,
    told: turns ? told : (told ?? before.told),
    respondedAt: turns && isAnswer(status) ? deps.clock.now().toISOString() : before.respondedAt,
    by: stampOf(actor),
    version: before.version + 1,
  }
}

/**
 * Changes how an organization takes part: it joins, declines or leaves by its own people or by a mailed link;
 * who leads or coordinates lets in who asked, removes, and sets roles. What is so already is no change.
 */
export const changeParticipation = async (deps: Deps, actor: Actor, input: Change): Promise<Participation> =>
  onFreshRead(async () => {
    const { coalition, before, within } = await load(deps, actor, input)
    const after = decide(deps, actor, before, input)
    const turns = after.status !== before.status
    const moves = after.role !== before.role
    const hides = after.knownTo !== before.knownTo
    if (turns) permitStatus(actor, before, after.status, within)
    if (turns && after.status === 'joined') requireActive(coalition)
    if (moves) permit(actor, 'coalition.set-participation', within)
    if (hides) permitKnownTo(actor, before, within)
    if (!turns && !moves && !hides && !input.told) return before
    const told = toldTogether([
      turns ? await toldOfTurn(deps, coalition, before, after) : nothingTold,
      input.also && (turns || input.told) ? input.also(coalition, after) : nothingTold,
      await withoutLead(deps, coalition, before, after),
    ])
    const { id } = coalition
    const open = before.knownTo === 'everybody' && after.knownTo === 'everybody' && before.status !== 'asked'
    await deps.store.transact([
      ...putParticipation(before, after),
      ...told.actions,
      record(deps, actor, {
        type: turns ? events[after.status as keyof typeof events] : 'coalition.organization-changed',
        subject: id,
        audience: open ? forCoalition(id) : forLeads(id),
        data: { organizationId: before.organizationId, role: after.role },
        notifications: told.notifications,
      }),
    ])
    return after
  })

/** As `changeParticipation`, by which a coordinator also records what an organization told them, and says how. */
export const setParticipation = (
  deps: Deps,
  actor: Actor,
  { told, ...change }: Omit<Change, 'told' | 'also'> & Pick<ParticipationChange, 'told'>,
) => changeParticipation(deps, actor, { ...change, ...(told && { told: asTold(deps, actor, told) }) })
