import type * as z from 'zod'
import { type Actor, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { DomainError } from '../errors.ts'
import { forCoordinators, record } from '../events/record.ts'
import { indicatorAdded } from '../situations/add-indicator.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead, requireVersion } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import { settleTask } from '../tasks/settle.ts'
import type { Intake, indicatorClosure, Outcome } from './closure.ts'

/** What becomes of something, and the writes that make it so. */
export interface Decided {
  readonly outcome: Outcome
  readonly actions: readonly Action[]
}

export const asIndicator = (
  deps: Deps,
  actor: Actor,
  { situationId, indicator }: z.output<typeof indicatorClosure>,
): Decided => {
  const { entry, actions } = indicatorAdded(deps, actor, { situationId, indicator })
  return { outcome: { outcome: 'indicator', situationId, indicatorId: entry.id }, actions }
}

interface Closing<R extends Intake> {
  readonly kind: 'field-report' | 'incoming-alert' | 'incoming-news'
  readonly id: string
  readonly version?: number | undefined
  readonly read: (deps: Deps, actor: Actor, id: string) => Promise<R>
  readonly replace: (before: R, after: R) => Action[]
  readonly decide: (before: R) => Promise<Decided>
  /** What is said where somebody has decided already. */
  readonly refusal: () => DomainError
}

/** Decides what becomes of something that came in, once, and settles the task that asked for it. */
export const closeIntake = <R extends Intake>(
  deps: Deps,
  actor: Actor,
  { kind, id, version, read, replace, decide, refusal }: Closing<R>,
): Promise<R> => {
  permit(actor, `${kind}.close`)
  return onFreshRead(
    async () => {
      const before = await read(deps, actor, id)
      requireVersion(kind.replace('-', ' '), before, version)
      if (before.status === 'closed') throw refusal()
      const now = deps.clock.now()
      const { outcome, actions } = await decide(before)
      const closure = { ...outcome, by: stampOf(actor), at: now.toISOString() }
      const closed: Partial<Intake> = { status: 'closed', closure }
      const after = revise(before, closed as Partial<R>, now)
      await deps.store.transact([
        ...replace(before, after),
        ...actions,
        ...(await settleTask(deps, actor, { kind, subject: id })),
        record(deps, actor, {
          type: `${kind}.closed`,
          subject: id,
          audience: forCoordinators,
          data: { outcome: outcome.outcome },
        }),
      ])
      return after
    },
    version === undefined ? undefined : 1,
  )
}
