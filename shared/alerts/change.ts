import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { revise } from '../storage/collection.ts'
import { requireVersion } from '../storage/fresh.ts'
import { happened } from './happened.ts'
import { stepTo } from './lifecycle.ts'
import { getAlert, replaceAlert } from './repository.ts'
import type { Alert, AlertChange, CancellationInput } from './schema.ts'
import { touchedBy } from './touch.ts'

interface Change {
  readonly id: string
  readonly version: number
  readonly change: AlertChange
}

/** Changes a draft; whoever does so will not approve it. */
export const changeAlert = async (
  deps: Deps,
  actor: Actor,
  { id, version, change }: Change,
): Promise<Alert> => {
  permit(actor, 'alert.update')
  const before = await getAlert(deps.store, id)
  const state = stepTo(before, 'changed')
  requireVersion('alert', before, version)
  const content = { ...before.content, ...change }
  const after = revise(
    before,
    { state, content, touchedBy: touchedBy(actor, before.touchedBy) },
    deps.clock.now(),
  )
  await deps.store.transact([
    ...replaceAlert(before, after),
    happened(deps, actor, 'alert.updated', after, { data: { fields: Object.keys(change) } }),
  ])
  return after
}

const beginRevision = async (
  deps: Deps,
  actor: Actor,
  id: string,
  step: 'updated' | 'cancelled',
  change: Partial<Alert['content']>,
) => {
  const before = await getAlert(deps.store, id)
  const state = stepTo(before, step)
  const after = revise(
    before,
    {
      state,
      revision: before.revision + 1,
      content: { ...before.content, ...change },
      touchedBy: touchedBy(actor),
      submission: undefined,
      remarks: undefined,
    },
    deps.clock.now(),
  )
  await deps.store.transact([...replaceAlert(before, after), happened(deps, actor, 'alert.drafted', after)])
  return after
}

interface Update {
  readonly id: string
  readonly change: AlertChange
}

/** Begins the next revision of an alert that is out; the issued one stays in force until this one is issued. */
export const updateAlert = (deps: Deps, actor: Actor, { id, change }: Update): Promise<Alert> => {
  permit(actor, 'alert.update')
  return beginRevision(deps, actor, id, 'updated', { ...change, messageType: 'update' })
}

interface Cancellation {
  readonly id: string
  readonly cancellation: CancellationInput
}

/** Begins the revision that ends an alert: retracted, danger passed or superseded. */
export const cancelAlert = (deps: Deps, actor: Actor, { id, cancellation }: Cancellation): Promise<Alert> => {
  permit(actor, 'alert.cancel')
  const { reason: cancelReason, texts } = cancellation
  return beginRevision(deps, actor, id, 'cancelled', { messageType: 'cancel', cancelReason, texts })
}
