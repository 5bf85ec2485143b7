import type { Deps } from '../deps.ts'
import { tellDuty } from '../duty/on-duty.ts'
import { nothingTold, type Told, toldTogether } from '../ledger/announce.ts'
import { openTask } from '../tasks/open.ts'
import { standingOf } from './lifecycle.ts'
import type { Coalition, Participation } from './schema.ts'
import { leadsOf } from './tell.ts'

/** When the last lead goes, a coordinator must find another: a task, and whoever is on duty hears of it. */
export const withoutLead = async (
  deps: Deps,
  coalition: Coalition,
  before: Participation,
  after: Participation,
): Promise<Told> => {
  const goes = standingOf(before) === 'lead' && standingOf(after) !== 'lead'
  if (!goes || coalition.status === 'closed') return nothingTold
  const others = (await leadsOf(deps, coalition)).filter((id) => id !== after.organizationId)
  if (others.length > 0) return nothingTold
  const { organizationId } = after
  const task = await openTask(deps, {
    kind: 'coalition-without-lead',
    subject: coalition.id,
    cause: `${organizationId}#${after.version}`,
  })
  const told = await tellDuty(deps, {
    subject: coalition.id,
    key: 'coalition-without-lead',
    params: { coalition: coalition.name },
  })
  return toldTogether([{ actions: task.actions, notifications: [] }, told])
}
