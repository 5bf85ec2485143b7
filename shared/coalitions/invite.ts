import { type Actor, stampOf } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forLeads, record } from '../events/record.ts'
import { announce } from '../ledger/announce.ts'
import { isWithheld } from '../ledger/reach.ts'
import { findOrganizations } from '../organizations/repository.ts'
import type { Organization } from '../organizations/schema.ts'
import { getSituation } from '../situations/repository.ts'
import type { Situation } from '../situations/schema.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { enterTo } from './enter.ts'
import { unknownOrganizations, withheldOrganizations } from './errors.ts'
import { isInside, requireActive } from './lifecycle.ts'
import { findParticipations, putParticipation } from './repository.ts'
import type { Coalition, Invitation, Participation } from './schema.ts'

/** Refuses the whole list for one that is unknown, or withheld and not named singly with a reason. */
const requireInvitable = (
  situation: Situation,
  found: ReadonlyMap<string, Organization>,
  { organizationIds, reason }: Pick<Invitation, 'organizationIds' | 'reason'>,
) => {
  const places = (refused: (id: string) => boolean) =>
    organizationIds.flatMap((id, at) => (refused(id) ? [at] : []))
  const unknown = places((id) => !found.has(id))
  if (unknown.length > 0) throw unknownOrganizations(unknown)
  const singly = organizationIds.length === 1 && reason !== undefined
  const withhold = { governmentsOf: situation.countries, organizationIds: situation.withholdFrom }
  const withheld = singly ? [] : places((id) => isWithheld(found.get(id)!, withhold))
  if (withheld.length > 0) throw withheldOrganizations(withheld)
}

/** Two rows for each organization, and room for the event, the notification and what a caller adds. */
const atOnce = 40

interface Batch extends Invitation {
  readonly coalition: Coalition
  readonly situationTitle: string
}

/** Invites those of a batch who are not inside yet; whole in itself, so that a repetition goes on where it stopped. */
const inviteBatch = (
  deps: Deps,
  actor: Actor,
  { coalition, situationTitle, organizationIds, role, knownTo, reason }: Batch,
) =>
  onFreshRead(async () => {
    const { id: coalitionId, name, purpose, confidential } = coalition
    const known = await findParticipations(deps.store, coalitionId, organizationIds)
    const news = organizationIds.flatMap((organizationId, at) =>
      isInside(known[at]) ? [] : [{ organizationId, before: known[at] }],
    )
    if (news.length === 0) return
    const invitedAt = deps.clock.now().toISOString()
    const invited = news.map(({ organizationId, before }): Participation => {
      const version = (before?.version ?? 0) + 1
      const by = stampOf(actor)
      return {
        coalitionId,
        organizationId,
        status: 'invited',
        role,
        knownTo,
        invitedAt,
        invitedBecause: reason,
        by,
        version,
      }
    })
    const ids = invited.map(({ organizationId }) => organizationId)
    const told = announce(deps, {
      kind: 'coalition-invitation',
      subject: coalitionId,
      recipients: { of: 'organizations', organizationIds: ids, reach: 'first' },
      content: { coalitionId, name, purpose, situationTitle, role, confidential },
    })
    await deps.store.transact([
      ...news.flatMap(({ before }, at) => putParticipation(before, invited[at]!)),
      ...told.actions,
      record(deps, actor, {
        type: 'coalition.organization-invited',
        subject: coalitionId,
        // Who is asked and does not answer is for those who lead it to know.
        audience: forLeads(coalitionId),
        data: { organizationIds: ids, role },
        notifications: [told.id],
      }),
    ])
  })

interface Inviting extends Invitation {
  readonly coalitionId: string
}

/**
 * Invites organizations, which mails the first contact of each. All are looked at before any is invited; who
 * is invited already, or has joined, stays as they are. Answers how each takes part now.
 */
export const inviteOrganizations = async (
  deps: Deps,
  actor: Actor,
  input: Inviting,
): Promise<Participation[]> => {
  const { coalition } = await enterTo(deps.store, actor, input.coalitionId, 'coalition.invite')
  requireActive(coalition)
  const { organizationIds } = input
  const situation = await getSituation(deps.store, coalition.situationId)
  const found = await findOrganizations(deps.store, organizationIds)
  const organizations = found.filter(({ status }) => !status)
  requireInvitable(situation, new Map(organizations.map((each) => [each.id, each])), input)
  for (let at = 0; at < organizationIds.length; at += atOnce) {
    const some = organizationIds.slice(at, at + atOnce)
    await inviteBatch(deps, actor, {
      ...input,
      coalition,
      situationTitle: situation.title,
      organizationIds: some,
    })
  }
  const parts = await findParticipations(deps.store, coalition.id, organizationIds)
  return parts.flatMap((each) => (each ? [each] : []))
}
