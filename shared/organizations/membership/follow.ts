import { system } from '../../access/actor.ts'
import { changeParticipation } from '../../coalitions/participate.ts'
import { insidePage } from '../../coalitions/repository.ts'
import type { Deps } from '../../deps.ts'
import { everyItem } from '../../storage/pages.ts'
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

/** What follows when an organization has no part in the alliance any more, as often as need be. */
export const followAbsence = async (deps: Deps, id: string): Promise<void> => {
  const found = await findOrganization(deps.store, id)
  if (found?.status !== 'suspended' && found?.status !== 'left') return
  await endSessionsOf(deps, found)
  if (found.status === 'left') await leaveCoalitions(deps, found)
}
