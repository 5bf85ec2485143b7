import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { haltNotification } from '../ledger/notification.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead, requireVersion } from '../storage/fresh.ts'
import { notInState } from './errors.ts'
import { happened } from './happened.ts'
import { getAlert, replaceAlert } from './repository.ts'
import type { Alert } from './schema.ts'

interface Halt {
  readonly id: string
  readonly version?: number | undefined
}

/** Stops whatever of the alert is unsent, at once; what has been sent can only be corrected. */
export const haltAlert = async (deps: Deps, actor: Actor, { id, version }: Halt): Promise<Alert> => {
  permit(actor, 'alert.halt')
  return onFreshRead(
    async () => {
      const before = await getAlert(deps.store, id)
      requireVersion('alert', before, version)
      if (before.issues.length === 0) throw notInState(before.state, 'halted')
      if (before.halted) return before
      const now = deps.clock.now()
      const after = revise(before, { halted: true }, now)
      await deps.store.transact([
        ...replaceAlert(before, after),
        ...before.issues.map(({ notificationId }) => haltNotification(notificationId, now)),
        happened(deps, actor, 'alert.halted', after),
      ])
      return after
    },
    version === undefined ? undefined : 1,
  )
}
