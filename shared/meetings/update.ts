import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { record } from '../events/record.ts'
import { revise } from '../storage/collection.ts'
import { requireVersion } from '../storage/fresh.ts'
import { agendaText } from './agenda-text.ts'
import { placesFit } from './capacity/counter.ts'
import { requireLimitsFit } from './capacity/limits.ts'
import { looksAfter } from './capacity/look.ts'
import { coalitionOf } from './coalition-of.ts'
import { correct } from './correct.ts'
import { changedTooOften } from './errors.ts'
import { audienceOf, noticeOf } from './notice.ts'
import { replan } from './reminders/plan.ts'
import { haltReminders } from './reminders/told.ts'
import { replaceMeeting } from './repository.ts'
import { deadlineOf, requireAhead, requireDeadlineBefore, schedule } from './schedule.ts'
import type { Meeting, MeetingChange } from './schema.ts'
import {
  followRows,
  inItsSeries,
  isRelaid,
  nextSequence,
  noticesOf,
  ofSeries,
  requireOfOne,
  requireRoomApart,
  retold,
} from './series/change.ts'
import { correctOne, haltNotices } from './series/correct.ts'
import { apartFrom } from './series/read.ts'
import { meetingKnownTo } from './standing.ts'
import { requireOpen } from './state.ts'

/** Each correction carries all before it. */
export const maximumNotices = 50

const moved = (a: Meeting, b: Meeting) => a.startsAtUtc !== b.startsAtUtc
const rescheduled = (a: Meeting, b: Meeting) => moved(a, b) || a.endsAtUtc !== b.endsAtUtc || isRelaid(a, b)

/** A new local time or zone forgets the offset that told the old time's two meanings apart. */
const offsetAfter = (before: Meeting, change: MeetingChange) =>
  change.offset ??
  (change.startsAt === undefined && change.timeZone === undefined ? before.offset : undefined)

/** What can be taken away; it stays where nothing is said of it. */
const withoutNulls = (before: Meeting, change: MeetingChange) => {
  const { capacity = before.capacity, capacities = before.capacities, quorum = before.quorum } = change
  return { capacity: capacity ?? undefined, capacities: capacities ?? undefined, quorum: quorum ?? undefined }
}

/** The meeting as it shall be. */
const changed = (
  before: Meeting,
  change: MeetingChange,
  { now, apart }: { readonly now: Date; readonly apart: readonly Meeting[] },
): Meeting => {
  const { rsvpBy, recurrence: _, ...rest } = change
  const planned = { ...before, ...rest, offset: offsetAfter(before, change) } as Meeting
  const deadline = typeof rsvpBy === 'string' ? deadlineOf(rsvpBy, planned.timeZone, now) : before.rsvpBy
  const times = schedule(planned)
  const after = revise(
    planned,
    {
      ...times,
      ...inItsSeries(before, { ...planned, ...times }, change, now),
      rsvpBy: rsvpBy === null ? undefined : deadline,
      ...withoutNulls(before, change),
    } as Partial<Meeting>,
    now,
  )
  if (moved(before, after) || isRelaid(before, after)) requireAhead(after, now)
  requireDeadlineBefore(after)
  requireLimitsFit(after)
  requireOfOne(after)
  if (!rescheduled(before, after)) return retold(before, after, apart)
  const starts = [...before.formerStarts, before.startsAtUtc]
  return {
    ...after,
    sequence: nextSequence(before, apart),
    timeSequence: nextSequence(before, apart),
    formerStarts: [...new Set(starts)].filter((start) => start !== after.startsAtUtc),
  }
}

/** What readers of the mail see; the rest changes quietly. */
const shown = (meeting: Meeting) => {
  const { title, startsAtUtc, endsAtUtc, timeZone, location, rsvpBy, quorum, recurrence } = meeting
  const texts = { title, agenda: agendaText(meeting), location, quorum }
  return { ...texts, startsAtUtc, endsAtUtc, timeZone, rsvpBy, since: recurrence?.since }
}

interface Change {
  readonly id: string
  readonly version: number
  readonly change: MeetingChange
}

/** Changes a meeting, and tells those who know of it where their mail shows a difference. */
export const updateMeeting = async (
  deps: Deps,
  actor: Actor,
  { id, version, change }: Change,
): Promise<Meeting> => {
  const { meeting: before, within } = await meetingKnownTo(deps.store, actor, id)
  permit(actor, 'meeting.update', within)
  requireVersion('meeting', before, version)
  const now = deps.clock.now()
  requireOpen(before, now)
  const apart = await apartFrom(deps.store, before)
  const revised = changed(before, change, { now, apart })
  const tells = !isDeepStrictEqual(shown(before), shown(revised))
  if (tells && noticesOf(before).length >= maximumNotices) throw changedTooOften()
  if (tells) await requireRoomApart(deps.store, before, now)
  const coalition = await coalitionOf(deps.store, before)
  const notice = noticeOf(revised, coalition, apart)
  const correcting = before.occurrence ? correctOne : correct
  const told = tells && correcting(deps, revised.occurrence ? revised : before, notice)
  const after = told ? { ...revised, ...told.known } : revised
  await deps.store.transact([
    ...replaceMeeting(before, after),
    ...placesFit(after),
    ...looksAfter(before, after, now),
    ...(told ? told.actions : []),
    ...replan(before, after, now),
    ...followRows(after, now),
    ...(rescheduled(before, after) ? await haltReminders(deps.store, after.id, now) : []),
    ...(isRelaid(before, after) ? haltNotices(before, apart, now) : []),
    record(deps, actor, {
      type: 'meeting.updated',
      subject: id,
      audience: audienceOf(after),
      data: { fields: Object.keys(change), sequence: after.sequence, ...ofSeries(after) },
      ...(told && { notifications: [told.id] }),
    }),
  ])
  return after
}
