import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forCoalition, record } from '../events/record.ts'
import { findSituation } from '../situations/repository.ts'
import { newRecord } from '../storage/collection.ts'
import { noSuchSituation } from './errors.ts'
import { createCoalition } from './repository.ts'
import type { Coalition, CoalitionInput } from './schema.ts'

/** Forms a coalition on a situation; nobody is in it before they are invited. */
export const formCoalition = async (deps: Deps, actor: Actor, input: CoalitionInput): Promise<Coalition> => {
  permit(actor, 'coalition.form')
  if (!(await findSituation(deps.store, input.situationId))) throw noSuchSituation()
  const coalition: Coalition = {
    ...input,
    id: deps.ids.next('coalition'),
    status: 'active',
    ...newRecord(deps.clock.now()),
  }
  const { id, situationId } = coalition
  await deps.store.transact([
    ...createCoalition(coalition),
    record(deps, actor, {
      type: 'coalition.formed',
      subject: id,
      audience: forCoalition(id),
      data: { situationId },
    }),
  ])
  return coalition
}
