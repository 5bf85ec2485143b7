import type { Actor } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { derivedId } from '../../ids.ts'
import { newRecord } from '../../storage/collection.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { createMeeting, findMeetings, meetingUnchanged, occurrencesOf } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { enterToRead } from '../standing.ts'
import { tooManyApart } from './errors.ts'
import { inSeries } from './in-series.ts'
import { type Instance, instancesOf } from './instances.ts'

/** So many to come may stand apart from one series before links and calendars set no more apart. */
const mostApart = 200

const idOf = (series: Meeting, { recurrenceId }: Instance) =>
  derivedId('meeting', series.id, String(series.timeSequence), recurrenceId)

/** One of a series as it is while nobody has said anything of it alone. */
export const plainOccurrence = (series: Meeting, instance: Instance, now: Date): Meeting => {
  const { recurrence: _, offset: __, ...rest } = series
  const { recurrenceId, startsAtUtc, endsAtUtc, clockChange } = instance
  const [startsAt, offset] = [
    clockChange?.startsAt.slice(0, 16) ?? recurrenceId,
    clockChange?.startsAt.slice(16),
  ]
  const one: Meeting = {
    ...rest,
    id: idOf(series, instance),
    startsAt,
    ...(offset && { offset }),
    startsAtUtc,
    endsAtUtc,
    formerStarts: [],
    minutesEdition: 0,
    occurrence: {
      seriesId: series.id,
      recurrenceId,
      recurrenceIdUtc: startsAtUtc,
      timeZone: series.timeZone,
      timeSequence: series.timeSequence,
      seriesVersion: series.version,
      own: [],
      changed: false,
      next: false,
      notices: [],
    },
    ...newRecord(now),
  }
  return inSeries(one, series)
}

/** One of a series if it stands apart from it. */
export const findApart = async ({ store }: Deps, series: Meeting, instance: Instance) => {
  const [found] = await findMeetings(store, [idOf(series, instance)])
  return found && inSeries(found, series)
}

const requireRoom = async ({ store, clock }: Deps, seriesId: Meeting['id']) => {
  const now = clock.now().toISOString()
  const apart = (await occurrencesOf(store, seriesId)).filter(({ endsAtUtc }) => endsAtUtc > now)
  if (apart.length >= mostApart) throw tooManyApart()
}

/** Has one of a series stand apart, so that something can be said of it alone. Twice is once. */
export const takeOut = async (
  deps: Deps,
  actor: Actor,
  seriesId: Meeting['id'],
  instance: Instance,
): Promise<Meeting> =>
  onFreshRead(async () => {
    const [series] = await findMeetings(deps.store, [seriesId])
    if (!series?.recurrence) throw notFound('series')
    const found = await findApart(deps, series, instance)
    if (found) return found
    const now = deps.clock.now()
    if (actor.kind === 'recipient') await requireRoom(deps, seriesId)
    const one = plainOccurrence(series, instance, now)
    await deps.store.transact([
      ...meetingUnchanged(series),
      ...createMeeting(one),
      record(deps, actor, {
        type: 'meeting.set-apart',
        subject: one.id,
        // That somebody looks to one meeting alone is nothing for the others to know.
        audience: forCoordinators,
        data: { of: seriesId, startsAt: one.startsAtUtc },
      }),
    ])
    return one
  })

/** One of a series by its start as the rule has it, for somebody who may know of the series. */
export const setApart = async (
  deps: Deps,
  actor: Actor,
  { id, recurrenceId }: { readonly id: Meeting['id']; readonly recurrenceId: string },
): Promise<Meeting> => {
  const { meeting: series } = await enterToRead(deps.store, actor, id)
  const instance = instancesOf(series).find((each) => each.recurrenceId === recurrenceId)
  if (!instance) throw notFound('meeting in this series')
  return takeOut(deps, actor, series.id, instance)
}
