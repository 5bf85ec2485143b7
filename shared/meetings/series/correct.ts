import type { Deps } from '../../deps.ts'
import { announce } from '../../ledger/announce.ts'
import { haltNotification } from '../../ledger/notification.ts'
import type { Action } from '../../storage/store.ts'
import { invitedNow } from '../correct.ts'
import type { MeetingNotice } from '../enlist.ts'
import type { Meeting } from '../schema.ts'
import { isOff, ofNow } from './content.ts'

const lastNotice = ({ occurrence }: Meeting) => occurrence?.notices.slice(-1) ?? []

/** Stops what is unsent of what was told last of one of a series alone. */
export const haltNotice = (one: Meeting, now: Date): Action[] =>
  lastNotice(one).map((id) => haltNotification(id, now))

/** As many as one transaction may stop, or one mail overtake; `follow.ts` sees to each. */
const mostOvertaken = 20

/**
 * What was told last of each that stands apart from a series and is to come: what the whole is told may overtake it.
 * First of those that take place, since who has not heard that one is off loses nothing by hearing it late.
 */
export const noticesToCome = (series: Meeting, apart: readonly Meeting[], now: Date) =>
  ofNow(series, apart)
    .filter(({ startsAtUtc }) => startsAtUtc > now.toISOString())
    .sort((a, b) => Number(isOff(a)) - Number(isOff(b)) || a.startsAtUtc.localeCompare(b.startsAtUtc))
    .flatMap(lastNotice)
    .slice(0, mostOvertaken)

/** Stops what is unsent of them, since the series has these meetings no more. */
export const haltNotices = (series: Meeting, apart: readonly Meeting[], now: Date): Action[] =>
  noticesToCome(series, apart, now).map((id) => haltNotification(id, now))

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
  const notices = [...occurrence.notices, told.id]
  return {
    id: told.id,
    actions: [...told.actions, ...haltNotice(before, deps.clock.now())],
    known: { occurrence: { ...occurrence, notices, changed: true } },
  }
}
