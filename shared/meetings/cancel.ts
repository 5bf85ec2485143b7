import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { record } from '../events/record.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead, requireVersion } from '../storage/fresh.ts'
import { coalitionOf } from './coalition-of.ts'
import { correct } from './correct.ts'
import { audienceOf, noticeOf } from './notice.ts'
import { replan } from './reminders/plan.ts'
import { haltReminders } from './reminders/told.ts'
import { replaceMeeting } from './repository.ts'
import type { Meeting } from './schema.ts'
import { endedNow, followRows, nextSequence, ofSeries } from './series/change.ts'
import { correctOne, haltNotices } from './series/correct.ts'
import { apartFrom } from './series/read.ts'
import { meetingKnownTo } from './standing.ts'
import { requireOpen } from './state.ts'

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
      const apart = await apartFrom(deps.store, before)
      const ended = {
        status: 'cancelled',
        cancelledBecause: reason,
        sequence: nextSequence(before, apart),
      } as const
      const off = endedNow(revise<Meeting>(before, ended, now))
      const coalition = await coalitionOf(deps.store, before)
      const notice = noticeOf(off, coalition, apart)
      const told = before.occurrence ? correctOne(deps, before, notice) : correct(deps, before, notice)
      const after = { ...off, ...told.known }
      await deps.store.transact([
        ...replaceMeeting(before, after),
        ...told.actions,
        ...replan(before, after, now),
        ...followRows(after, now),
        ...(await haltReminders(deps.store, after.id, now)),
        ...haltNotices(before, apart, now),
        record(deps, actor, {
          type: 'meeting.cancelled',
          subject: id,
          audience: audienceOf(after),
          data: { sequence: after.sequence, ...ofSeries(after) },
          notifications: [told.id],
        }),
      ])
      return after
    },
    version === undefined ? undefined : 1,
  )
