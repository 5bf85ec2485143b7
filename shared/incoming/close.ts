import { type Actor, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import { newDraft } from '../alerts/draft.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, record } from '../events/record.ts'
import { indicatorAdded } from '../situations/add-indicator.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead, requireVersion } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import { settleTask } from '../tasks/settle.ts'
import { draftFrom } from './draft-from.ts'
import { incomingClosed } from './errors.ts'
import { readIncoming } from './read.ts'
import { incomingAlerts } from './repository.ts'
import type { IncomingAlert, IncomingClosureInput } from './schema.ts'

type Outcome = Omit<NonNullable<IncomingAlert['closure']>, 'by' | 'at'>

/** What becomes of a message, and the writes that make it so. */
const carryOut = async (
  deps: Deps,
  actor: Actor,
  { message }: IncomingAlert,
  closure: IncomingClosureInput,
): Promise<{ outcome: Outcome; actions: readonly Action[] }> => {
  if (closure.outcome === 'dismissed') return { outcome: closure, actions: [] }
  if (closure.outcome === 'indicator') {
    const { situationId, indicator } = closure
    const { entry, actions } = indicatorAdded(deps, actor, { situationId, indicator })
    return { outcome: { outcome: 'indicator', situationId, indicatorId: entry.id }, actions }
  }
  const { alert, actions } = await newDraft(deps, actor, draftFrom(message, closure.draft, deps.clock.now()))
  return { outcome: { outcome: 'draft', alertId: alert.id }, actions }
}

interface Closing {
  readonly id: string
  readonly version?: number | undefined
  readonly closure: IncomingClosureInput
}

/** Decides what becomes of a message: an indicator, a draft that goes the way of every other, or nothing, and why. */
export const closeIncoming = (deps: Deps, actor: Actor, { id, version, closure }: Closing) => {
  permit(actor, 'incoming-alert.close')
  return onFreshRead(
    async (): Promise<IncomingAlert> => {
      const before = await readIncoming(deps, actor, id)
      requireVersion('incoming alert', before, version)
      if (before.status === 'closed') throw incomingClosed()
      const now = deps.clock.now()
      const { outcome, actions } = await carryOut(deps, actor, before, closure)
      const closed = { ...outcome, by: stampOf(actor), at: now.toISOString() }
      const after = revise(before, { status: 'closed', closure: closed }, now)
      await deps.store.transact([
        ...incomingAlerts.replace(before, after),
        ...actions,
        ...(await settleTask(deps, actor, { kind: 'incoming-alert', subject: id })),
        record(deps, actor, {
          type: 'incoming-alert.closed',
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
