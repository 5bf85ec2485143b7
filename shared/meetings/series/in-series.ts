import type { Meeting } from '../schema.ts'
import { ownFields } from './schema.ts'

/** A meeting of a series with what it has from it: who is invited, what it does not say itself, and its end. */
export const inSeries = (one: Meeting, series: Meeting): Meeting => {
  const { occurrence } = one
  if (!occurrence || !series.recurrence) return one
  const inherited = ownFields.filter((field) => !occurrence.own.includes(field))
  const replaced = occurrence.timeSequence !== series.timeSequence
  const off = (series.status === 'cancelled' || replaced) && one.startsAtUtc > series.recurrence.since
  return {
    ...one,
    ...Object.fromEntries(inherited.map((field) => [field, series[field]])),
    ...(off && { status: 'cancelled' as const }),
    ...(off && series.cancelledBecause && { cancelledBecause: series.cancelledBecause }),
    sequence: Math.max(one.sequence, replaced ? 0 : series.sequence),
    notificationIds: series.notificationIds,
    additions: series.additions,
    rosters: series.rosters,
    withdrawn: series.withdrawn,
    occurrence: { ...occurrence, seriesVersion: series.version },
  }
}
