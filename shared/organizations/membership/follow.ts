import { system } from '../../access/actor.ts'
import { changeParticipation } from '../../coalitions/participate.ts'
import { findCoalition, insidePage } from '../../coalitions/repository.ts'
import { leadsOf } from '../../coalitions/tell.ts'
import type { Deps } from '../../deps.ts'
import { everyItem } from '../../storage/pages.ts'
import { openTask } from '../../tasks/open.ts'
import { findOrganization } from '../repository.ts'
import type { Organization } from '../schema.ts'
import { endSessionsOf } from '../update.ts'

/** Who has gone takes part in no coalition; an invitation that waits is declined. */
const leaveCoalitions = async (deps: Deps, { id: organizationId }: Organization) => {
  const inside = await everyItem((page) => insidePage(deps.store, organizationId, page))
  for (const { coalitionId, status } of inside)
    await changeParticipation(deps, system, {
      coalitionId,
      organizationId,
      status: status === 'invited' ? 'declined' : 'left',
    })
}

/** Where who is suspended led alone, a coordinator must find another lead. */
const seekLeads = async (deps: Deps, { id: organizationId, version }: Organization) => {
  const inside = await everyItem((page) => insidePage(deps.store, organizationId, page))
  for (const { coalitionId, status, role } of inside) {
    if (status !== 'joined' || role !== 'lead') continue
    const coalition = await findCoalition(deps.store, coalitionId)
    if (coalition?.status !== 'active' || (await leadsOf(deps, coalition)).length > 0) continue
    const cause = `${organizationId}#suspended#${version}`
    const task = await openTask(deps, { kind: 'coalition-without-lead', subject: coalitionId, cause })
    await deps.store.transact(task.actions)
  }
}

/** What follows when an organization has no part in the alliance any more, as often as need be. */
export const followAbsence = async (deps: Deps, id: string): Promise<void> => {
  const found = await findOrganization(deps.store, id)
  if (found?.status !== 'suspended' && found?.status !== 'left') return
  await endSessionsOf(deps, found)
  await (found.status === 'left' ? leaveCoalitions(deps, found) : seekLeads(deps, found))
}
