import { type Actor, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forMembers, record } from '../events/record.ts'
import { putIndicator } from './repository.ts'
import type { Indicator, IndicatorInput } from './schema.ts'

interface Addition {
  readonly situationId: Indicator['situationId']
  readonly indicator: IndicatorInput
}

/** A new entry of a timeline, for the transaction of whoever has come to know of it. */
export const indicatorAdded = (deps: Deps, actor: Actor, { situationId, indicator }: Addition) => {
  permit(actor, 'situation.add-indicator')
  const entry: Indicator = {
    ...indicator,
    id: deps.ids.next('timeline'),
    situationId,
    version: 1,
    addedAt: deps.clock.now().toISOString(),
    by: stampOf(actor),
  }
  const event = record(deps, actor, {
    type: 'situation.indicator-added',
    subject: situationId,
    audience: forMembers,
    data: { indicatorId: entry.id, date: entry.date },
  })
  return { entry, actions: [...putIndicator(entry), event] }
}

/** Adds to a situation's timeline. The situation itself stays as it is, however long its timeline grows. */
export const addIndicator = async (deps: Deps, actor: Actor, addition: Addition): Promise<Indicator> => {
  const { entry, actions } = indicatorAdded(deps, actor, addition)
  await deps.store.transact(actions)
  return entry
}
