import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import { type Guest, requireStanding } from '../answers/by-link.ts'
import { coalitionOf } from '../coalition-of.ts'
import { meetingWithAnswer } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { type Instance, instancesOf } from './instances.ts'
import { standingOfSeries } from './read.ts'
import { findApart, plainOccurrence, takeOut } from './take-out.ts'

const instanceIn = (series: Meeting, recurrenceId: string): Instance => {
  const found = instancesOf(series).find((each) => each.recurrenceId === recurrenceId)
  if (!found) throw notFound('meeting')
  return found
}

/** One of a series as the reader of the series' link sees it; to look at it sets nothing apart. */
export const readOneByLink = async (deps: Deps, guest: Guest, recurrenceId: string) => {
  const { meeting: series, answer: ofAll } = await meetingWithAnswer(
    deps.store,
    guest.meetingId,
    guest.contact.id,
  )
  await requireStanding(deps, series, guest)
  const instance = instanceIn(series, recurrenceId)
  const apart = await findApart(deps, series, instance)
  const own = apart && (await meetingWithAnswer(deps.store, apart.id, guest.contact.id)).answer
  const coalition = await coalitionOf(deps.store, series)
  return {
    meeting: apart ?? plainOccurrence(series, instance, deps.clock.now()),
    rsvp: own?.answer ? own : ofAll,
    place: undefined,
    coalitionName: coalition?.name,
  }
}

/** The same reader as the guest of that one alone, which then stands apart. */
export const guestOfOne = async (deps: Deps, guest: Guest, recurrenceId: string): Promise<Guest> => {
  const { meeting: series } = await meetingWithAnswer(deps.store, guest.meetingId, guest.contact.id)
  await requireStanding(deps, series, guest)
  const one = await takeOut(deps, guest.actor, series.id, instanceIn(series, recurrenceId))
  return { ...guest, meetingId: one.id }
}

/** So many a page shows. */
const shown = 5

/** The next meetings of a series, for a page that leads to each. */
export const nextByLink = async (deps: Deps, series: Meeting) => {
  const now = deps.clock.now().toISOString()
  return (await standingOfSeries(deps, series))
    .filter(({ endsAtUtc, apart }) => endsAtUtc > now && apart?.status !== 'cancelled')
    .slice(0, shown)
}
