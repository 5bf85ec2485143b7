import type { Actor } from '../access/actor.ts'
import { stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { tellCoordinators } from '../duty/on-duty.ts'
import { haltNotification } from '../ledger/notification.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead, requireVersion } from '../storage/fresh.ts'
import { noticesOf } from './announcement.ts'
import { notInState } from './errors.ts'
import { happened } from './happened.ts'
import { referenceFor } from './reference.ts'
import { unscheduleRelease } from './release/hold.ts'
import { getAlert, replaceAlert } from './repository.ts'
import type { Alert } from './schema.ts'

interface Halt {
  readonly id: string
  readonly version?: number | undefined
}

/** Whether nothing of the alert can go out any more, whoever stopped it. */
export const isStopped = ({ issues, halted, held }: Alert) =>
  (issues.length === 0 || halted) && (!held || held.stopped !== undefined)

/**
 * The halt itself, for whoever may: what is held does not go out, and what is out goes no further. One person is
 * enough, so the other coordinators hear of it: who silences an alarm must not do so in silence.
 */
export const stop = (deps: Deps, actor: Actor, { id, version }: Halt): Promise<Alert> =>
  onFreshRead(
    async () => {
      const before = await getAlert(deps.store, id)
      requireVersion('alert', before, version)
      const { issues, held, state } = before
      if (issues.length === 0 && !held) throw notInState(state, 'halted')
      // To halt again is to object to whoever has asked that it go on.
      if (isStopped(before) && !before.resumption) return before
      const now = deps.clock.now()
      const stopped = { at: now.toISOString(), because: 'halted' as const, by: stampOf(actor) }
      const after = revise(
        before,
        {
          halted: issues.length > 0,
          held: held && { ...held, stopped: held.stopped ?? stopped },
          resumption: undefined,
        },
        now,
      )
      const told = await tellCoordinators(deps, {
        subject: before.id,
        key: 'alert-halted',
        params: { reference: await referenceFor(deps.store, before) },
        urgent: true,
        but: stampOf(actor).contactId,
      })
      const notices = issues.flatMap(noticesOf)
      await deps.store.transact([
        ...replaceAlert(before, after),
        ...notices.map((notificationId) => haltNotification(notificationId, now)),
        ...unscheduleRelease(before),
        ...told.actions,
        happened(deps, actor, 'alert.halted', after, { notifications: told.notifications }),
      ])
      return after
    },
    version === undefined ? undefined : 1,
  )

/** Stops whatever of the alert is unsent, at once; what has been sent can only be corrected. */
export const haltAlert = (deps: Deps, actor: Actor, halt: Halt): Promise<Alert> => {
  permit(actor, 'alert.halt')
  return stop(deps, actor, halt)
}
