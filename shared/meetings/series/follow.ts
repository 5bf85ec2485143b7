import { isDeepStrictEqual } from 'node:util'
import { system } from '../../access/actor.ts'
import { schedule } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { distinct } from '../../text.ts'
import { invitedContacts } from '../answers/board.ts'
import { enlistMeeting } from '../enlist.ts'
import { replan, seriesRow } from '../reminders/plan.ts'
import { haltReminders } from '../reminders/told.ts'
import { findMeetings, occurrencesOf, replaceMeeting } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { haltNotice } from './correct.ts'
import { inSeries } from './in-series.ts'
import { standingOfSeries } from './read.ts'
import { takeOut } from './take-out.ts'

/** What lists and the agenda have of one that stands apart; the rest follows its series whenever it is read. */
const listed = ({ title, agenda, agendaItems, location, quorum, status, reminders }: Meeting) => ({
  ...{ title, agenda, agendaItems, location, quorum, status, reminders },
})

/** Writes what one has from its series where that has changed, so that lists show it and reminders come by it; what goes off with it is told to nobody any more. */
const bringUpToDate = async (deps: Deps, series: Meeting, stored: Meeting) => {
  const now = deps.clock.now()
  const one = inSeries(stored, series)
  if (stored.endsAtUtc <= now.toISOString() || isDeepStrictEqual(listed(stored), listed(one))) return
  const after = revise<Meeting>(one, {}, now)
  const goesOff = one.status !== stored.status
  await deps.store.transact([
    ...replaceMeeting(stored, after),
    ...replan(stored, after, now),
    ...(goesOff ? [...(await haltReminders(deps.store, one.id, now)), ...haltNotice(one, now)] : []),
  ])
}

/** On the lists of everybody whom the series invites. */
const enlist = async (deps: Deps, one: Meeting) => {
  const organizationIds = distinct(
    (await invitedContacts(deps.store, one)).map(({ organizationId }) => organizationId),
  )
  const placed = { meetingId: one.id, startsAt: one.startsAtUtc, formerStarts: one.formerStarts }
  await deps.store.writeMany(enlistMeeting(placed, organizationIds))
}

/** Has the next one remind those who come. */
const makeNext = async (deps: Deps, one: Meeting) => {
  await enlist(deps, one)
  const { occurrence } = one
  if (!occurrence || occurrence.next) return
  const now = deps.clock.now()
  const after = revise<Meeting>(one, { occurrence: { ...occurrence, next: true } }, now)
  await deps.store.transact([...replaceMeeting(one, after), ...replan(one, after, now)])
}

/**
 * Follows what became of a series: what stands apart has from it what it has, and the one that comes next reminds
 * those who come. One at a time, so that however long a series is, little of it is on the agenda. Twice is once.
 */
export const followSeries = async (deps: Deps, id: string): Promise<void> =>
  onFreshRead(async () => {
    const [series] = await findMeetings(deps.store, [id])
    if (!series?.recurrence) return
    const now = deps.clock.now().toISOString()
    for (const stored of await occurrencesOf(deps.store, series.id)) await bringUpToDate(deps, series, stored)
    if (series.status === 'cancelled') return
    const [next] = (await standingOfSeries(deps, series))
      .filter(({ startsAtUtc, apart: one }) => startsAtUtc > now && one?.status !== 'cancelled')
      .sort((a, b) => a.startsAtUtc.localeCompare(b.startsAtUtc))
    if (!next) return
    const { apart: one = await takeOut(deps, system, series.id, next) } = next
    await makeNext(deps, one)
    await deps.store.write(schedule(seriesRow(series.id, one.startsAtUtc)))
  })
