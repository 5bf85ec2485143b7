import { type Actor, stampOf } from '../access/actor.ts'
import { permit, unauthenticated } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forLeads, record } from '../events/record.ts'
import { isWithheld } from '../ledger/reach.ts'
import { findOrganization } from '../organizations/repository.ts'
import type { Organization } from '../organizations/schema.ts'
import { findSituation } from '../situations/repository.ts'
import type { Situation } from '../situations/schema.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { organizationOf } from './enter.ts'
import { alreadyInside, noSuchCoalition } from './errors.ts'
import { isInside, requireActive } from './lifecycle.ts'
import { findWithParticipation, putParticipation } from './repository.ts'
import type { Participation, RequestInput } from './schema.ts'
import { tellLeads } from './tell.ts'

/** Only members ask, and none from which the situation is withheld. */
export const mayAsk = (organization: Organization | undefined, situation: Situation | undefined) =>
  organization?.relation === 'member' &&
  situation !== undefined &&
  !isWithheld(organization, {
    governmentsOf: situation.countries,
    organizationIds: situation.withholdFrom,
  })

interface Asking extends RequestInput {
  readonly coalitionId: string
}

/** Who was removed is let in by a new invitation only, and to them there is no coalition. */
const load = async (deps: Deps, coalitionId: string, organizationId: string) => {
  const { coalition, participation } = await findWithParticipation(deps.store, coalitionId, organizationId)
  if (!coalition?.open || participation?.status === 'removed') throw noSuchCoalition()
  const [organization, situation] = await Promise.all([
    findOrganization(deps.store, organizationId),
    findSituation(deps.store, coalition.situationId),
  ])
  if (!mayAsk(organization, situation)) throw noSuchCoalition()
  requireActive(coalition)
  if (isInside(participation) || participation?.status === 'asked') throw alreadyInside()
  return { coalition, before: participation }
}

/** Asks to be let into an open coalition; those who lead it are told, and let the organization in or decline. */
export const askToJoin = async (
  deps: Deps,
  actor: Actor,
  { coalitionId, reason, knownTo = 'everybody', ...asking }: Asking,
): Promise<Participation> => {
  if (actor.kind === 'nobody') throw unauthenticated()
  const organizationId = asking.organizationId ?? (organizationOf(actor) as Participation['organizationId'])
  permit(actor, 'coalition.ask', { organizationId })
  return onFreshRead(async () => {
    const { coalition, before } = await load(deps, coalitionId, organizationId)
    const asked: Participation = {
      coalitionId: coalition.id,
      organizationId,
      status: 'asked',
      role: 'participant',
      invitedAt: deps.clock.now().toISOString(),
      knownTo,
      reason,
      by: stampOf(actor),
      version: (before?.version ?? 0) + 1,
    }
    const told = await tellLeads(deps, coalition, asked, 'coalition-asked')
    await deps.store.transact([
      ...putParticipation(before, asked),
      ...told.actions,
      record(deps, actor, {
        type: 'coalition.organization-asked',
        subject: coalition.id,
        audience: forLeads(coalition.id),
        data: { organizationId },
        notifications: told.notifications,
      }),
    ])
    return asked
  })
}
