import { type Actor, stampOf } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { notSuspended } from '../errors.ts'
import { getOrganization, replaceOrganization } from '../repository.ts'
import type { Organization } from '../schema.ts'
import { tellOfStatus } from './absent.ts'

/** Gives a suspended organization its part back, as it was; what its links and sessions were stays dead. */
export const reinstateOrganization = (deps: Deps, actor: Actor, id: string): Promise<Organization> => {
  permit(actor, 'organization.reinstate')
  return onFreshRead(async () => {
    const before = await getOrganization(deps.store, id)
    if (before.status !== 'suspended') throw notSuspended()
    const now = deps.clock.now()
    const statusChange = { at: now.toISOString(), by: stampOf(actor) }
    const after = revise<Organization>(before, { status: undefined, statusChange }, now)
    const told = await tellOfStatus(deps, actor, after, 'membership-restored')
    await deps.store.transact([
      ...replaceOrganization(before, after),
      ...told.actions,
      record(deps, actor, {
        type: 'organization.reinstated',
        subject: id,
        audience: forCoordinators,
        notifications: told.notifications,
      }),
    ])
    return after
  })
}
