import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import { findCoalition } from '../coalitions/repository.ts'
import type { Deps } from '../deps.ts'
import { record } from '../events/record.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead, requireVersion } from '../storage/fresh.ts'
import { correct } from './correct.ts'
import { audienceOf, noticeOf } from './notice.ts'
import { replan } from './plan.ts'
import { replaceMeeting } from './repository.ts'
import type { Meeting } from './schema.ts'
import { meetingKnownTo } from './standing.ts'
import { requireOpen } from './state.ts'
import { haltReminders } from './told.ts'

interface Cancellation {
  readonly id: string
  readonly reason: string
  readonly version?: number | undefined
}

/** Calls a meeting off, and tells those who were told of it. */
export const cancelMeeting = async (
  deps: Deps,
  actor: Actor,
  { id, reason, version }: Cancellation,
): Promise<Meeting> =>
  onFreshRead(
    async () => {
      const { meeting: before, within } = await meetingKnownTo(deps.store, actor, id)
      permit(actor, 'meeting.cancel', within)
      requireVersion('meeting', before, version)
      const now = deps.clock.now()
      requireOpen(before, now)
      const ended = { status: 'cancelled', cancelledBecause: reason, sequence: before.sequence + 1 } as const
      const off = revise<Meeting>(before, ended, now)
      const coalition = before.coalitionId && (await findCoalition(deps.store, before.coalitionId))
      const told = correct(deps, before, noticeOf(off, coalition || undefined))
      const after = { ...off, ...told.known }
      await deps.store.transact([
        ...replaceMeeting(before, after),
        ...told.actions,
        ...replan(before, after, now),
        ...(await haltReminders(deps.store, after.id, now)),
        record(deps, actor, {
          type: 'meeting.cancelled',
          subject: id,
          audience: audienceOf(after),
          data: { sequence: after.sequence },
          notifications: [told.id],
        }),
      ])
      return after
    },
    version === undefined ? undefined : 1,
  )
