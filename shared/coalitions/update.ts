import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forCoalition, record } from '../events/record.ts'
import { revise } from '../storage/collection.ts'
import { requireVersion } from '../storage/fresh.ts'
import { enterTo } from './enter.ts'
import { openAndConfidential } from './errors.ts'
import { replaceCoalition } from './repository.ts'
import { type Coalition, type CoalitionChange, isContradictory } from './schema.ts'

interface Change {
  readonly id: string
  readonly version: number
  readonly change: CoalitionChange
}

/** Changes what a coalition says of itself, as its coordinator or one of its leads. */
export const updateCoalition = async (
  deps: Deps,
  actor: Actor,
  { id, version, change }: Change,
): Promise<Coalition> => {
  const { coalition: before } = await enterTo(deps.store, actor, id, 'coalition.update')
  requireVersion('coalition', before, version)
  if (isContradictory({ ...before, ...change } as Coalition)) throw openAndConfidential()
  const after = revise(before, change as Partial<Coalition>, deps.clock.now())
  await deps.store.transact([
    ...replaceCoalition(before, after),
    record(deps, actor, {
      type: 'coalition.updated',
      subject: id,
      audience: forCoalition(id),
      data: { fields: Object.keys(change) },
    }),
  ])
  return after
}
