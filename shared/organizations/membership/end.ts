import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { endMembership } from './absent.ts'

interface Ending {
  readonly id: string
  readonly reason?: string | undefined
}

/** A coordinator keeps an organization from everything, until one gives it back. */
export const suspendOrganization = async (deps: Deps, actor: Actor, { id, reason }: Ending) => {
  permit(actor, 'organization.suspend')
  return endMembership(deps, actor, { id, status: 'suspended', reason })
}

/** An organization leaves, by anybody of it; everybody there hears of it, for a session may be a thief's. */
export const leaveAlliance = async (deps: Deps, actor: Actor, { id, reason }: Ending) => {
  permit(actor, 'organization.leave', { organizationId: id })
  return endMembership(deps, actor, { id, status: 'left', reason })
}
