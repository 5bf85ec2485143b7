import { type Actor, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forMembers, record } from '../events/record.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead, requireVersion } from '../storage/fresh.ts'
import { getSituation, keepLevel, replaceSituation } from './repository.ts'
import type { LevelChange, Situation } from './schema.ts'
import { definitionsVersion } from './vocabulary.ts'

interface Setting extends LevelChange {
  readonly id: string
  readonly version?: number | undefined
}

/**
 * Sets a situation's level and keeps who did so, when, why, and by which definition. A level that it has
 * already, by the definition in force, changes nothing and leaves no trace.
 */
export const setLevel = async (
  deps: Deps,
  actor: Actor,
  { id, version, level, reason }: Setting,
): Promise<Situation> => {
  permit(actor, 'situation.set-level')
  return onFreshRead(
    async () => {
      const before = await getSituation(deps.store, id)
      requireVersion('situation', before, version)
      if (before.level === level && before.levelDefinition === definitionsVersion) return before
      const now = deps.clock.now()
      const after = revise(before, { level, levelDefinition: definitionsVersion }, now)
      const { level: from } = before
      await deps.store.transact([
        ...replaceSituation(before, after),
        keepLevel(after, {
          from,
          level,
          reason,
          at: now.toISOString(),
          by: stampOf(actor),
          definition: definitionsVersion,
        }),
        record(deps, actor, {
          type: 'situation.level-changed',
          subject: id,
          audience: forMembers,
          data: { from, level, countries: before.countries },
        }),
      ])
      return after
    },
    version === undefined ? undefined : 1,
  )
}
