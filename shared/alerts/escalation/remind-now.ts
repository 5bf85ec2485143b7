import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import { schedule } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { happened } from '../happened.ts'
import { getAlert } from '../repository.ts'
import { alertInForce } from './in-force.ts'
import { stepRow } from './plan.ts'

const nobodyToRemind = () => new DomainError('conflict', 'Nobody is to answer this alert now.')

/**
 * Has the silent of an alert in force reminded now, before their time comes. An organization is reminded once for a
 * level, by this or by the clock, however often somebody asks.
 */
export const remindSilent = async (deps: Deps, actor: Actor, id: string): Promise<void> => {
  permit(actor, 'alert.remind')
  const alert = await getAlert(deps.store, id)
  const now = deps.clock.now()
  const inForce = await alertInForce(deps.store, id, now)
  if (!inForce || alert.halted) throw nobodyToRemind()
  const row = stepRow(inForce.alert, 'remind', now)
  await deps.store.transact([
    schedule({ ...row, id: `${row.id}-now`, data: { ...row.data, asked: 'now' } }),
    happened(deps, actor, 'alert.reminder-asked', alert),
  ])
}
