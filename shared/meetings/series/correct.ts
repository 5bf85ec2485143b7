import type { Deps } from '../../deps.ts'
import { announce } from '../../ledger/announce.ts'
import { haltNotification } from '../../ledger/notification.ts'
import { invitedNow } from '../correct.ts'
import type { MeetingNotice } from '../enlist.ts'
import type { Meeting } from '../schema.ts'

/**
 * Tells everybody whom a series invites what became of one of it. It follows what they were told of the series, and
 * takes the place of what was told of this one before: what is unsent of that is stopped.
 */
export const correctOne = (deps: Deps, before: Meeting, content: MeetingNotice) => {
  const occurrence = before.occurrence!
  const told = announce(deps, {
    kind: 'meeting',
    subject: before.id,
    recipients: invitedNow(before),
    content,
    follows: true,
    calendarOf: occurrence.seriesId,
    tellsSuperseded: false,
  })
  const now = deps.clock.now()
  const stops = occurrence.notices.slice(-1).map((id) => haltNotification(id, now))
  const notices = [...occurrence.notices, told.id]
  return {
    id: told.id,
    actions: [...told.actions, ...stops],
    known: { occurrence: { ...occurrence, notices, changed: true } },
  }
}
