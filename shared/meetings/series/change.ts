import { isDeepStrictEqual } from 'node:util'
import { schedule } from '../../agenda/agenda.ts'
import type { Action, Store } from '../../storage/store.ts'
import { distinct } from '../../text.ts'
import { seriesRow } from '../reminders/plan.ts'
import { occurrencesOf } from '../repository.ts'
import type { Meeting, MeetingChange } from '../schema.ts'
import { exceptNow } from './content.ts'
import { noPlacesInSeries, notInSeries, notRecurring, tooManyApart } from './errors.ts'
import { layOut } from './instances.ts'
import { ownFields } from './schema.ts'

/** What is for one meeting only, and what nobody counts for a series. */
export const requireOfOne = ({ recurrence, occurrence, rsvpBy, capacity, capacities }: Meeting) => {
  if (recurrence && rsvpBy !== undefined) throw notInSeries('rsvpBy')
  if (!recurrence && !occurrence) return
  if (capacity !== undefined) throw noPlacesInSeries('capacity')
  if (capacities !== undefined) throw noPlacesInSeries('capacities')
}

/** Whether a series has other times than before. */
export const isRelaid = (before: Meeting, after: Meeting) =>
  before.recurrence?.since !== after.recurrence?.since

const times = ['startsAt', 'offset', 'timeZone', 'durationMinutes'] as const

/** What a change does to a series, or to one of it: other times from here on, or words of its own. */
export const inItsSeries = (
  before: Meeting,
  planned: Meeting,
  change: MeetingChange,
  now: Date,
): Pick<Meeting, 'recurrence' | 'occurrence'> => {
  const { recurrence, occurrence } = before
  if (!recurrence && change.recurrence) throw notRecurring()
  if (occurrence) {
    const own = ownFields.filter((field) => change[field] !== undefined)
    return { occurrence: { ...occurrence, own: distinct([...occurrence.own, ...own]) } }
  }
  if (!recurrence) return {}
  const { rule, except } = change.recurrence ?? recurrence
  const isMoved = times.some((field) => !isDeepStrictEqual(before[field], planned[field]))
  const isSame = rule === recurrence.rule && isDeepStrictEqual([...except].sort(), recurrence.except)
  if (!isMoved && isSame) return { recurrence }
  const left = change.recurrence || !isMoved ? except : []
  return { recurrence: layOut(planned, { rule, except: left }, now) }
}

/** RFC 5546 orders a series and what stands apart from it by one number, and so each step is above all of them. */
export const nextSequence = (before: Meeting, apart: readonly Meeting[]) =>
  Math.max(before.sequence, ...apart.map(({ sequence }) => sequence)) + 1

/** A series that is told again has without a word what was called off since; to calendars that is a new version. */
export const retold = (before: Meeting, after: Meeting, apart: readonly Meeting[]): Meeting => {
  if (!after.recurrence) return after
  const told = exceptNow(after, apart)
  if (isDeepStrictEqual(told, after.recurrence.told)) return after
  return { ...after, sequence: nextSequence(before, apart), recurrence: { ...after.recurrence, told } }
}

/** A series that is off has no more meetings from now on; those that were stay as they were. */
export const endedNow = (off: Meeting): Meeting =>
  off.recurrence ? { ...off, recurrence: { ...off.recurrence, since: off.updatedAt } } : off

/** The series that a meeting is, or is of. */
export const seriesIdOf = ({ id, recurrence, occurrence }: Meeting) =>
  recurrence ? id : occurrence?.seriesId

/** For its event, and for the agenda, which has what follows looked at should the event be lost. */
export const ofSeries = (meeting: Meeting): Record<string, string> => {
  const of = seriesIdOf(meeting)
  return of ? { of } : {}
}
export const followRows = (meeting: Meeting, now: Date): Action[] => {
  const of = seriesIdOf(meeting)
  return of ? [schedule(seriesRow(of, now.toISOString()))] : []
}

/** What was told of it. */
export const noticesOf = ({ occurrence, notificationIds }: Meeting): readonly string[] =>
  occurrence?.notices ?? notificationIds

/** Every mail of a series carries an entry for each that is to come and was changed, and so not too many may be. */
const mostChanged = 20

const isTold = ({ occurrence, status, endsAtUtc }: Meeting, now: Date) =>
  occurrence?.changed && status !== 'cancelled' && endsAtUtc > now.toISOString()

export const requireRoomApart = async (store: Store, { occurrence }: Meeting, now: Date) => {
  if (!occurrence || occurrence.changed) return
  const apart = await occurrencesOf(store, occurrence.seriesId)
  if (apart.filter((one) => isTold(one, now)).length >= mostChanged) throw tooManyApart()
}
