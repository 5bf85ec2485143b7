import { Temporal } from 'temporal-polyfill'
import type { Meeting } from '../schema.ts'
import { type Instance, instancesOf } from './instances.ts'

/** How a calendar names one of a series: its RECURRENCE-ID, and the word for its zone. */
export interface NamedOccurrence {
  /** As in `2026-12-08T15:00:00`, with `Z` where it is in UTC; a date alone where the calendar keeps no more. */
  readonly value: string
  readonly zone: string | undefined
  /** Whether it means all that follow, too. */
  readonly andFollowing: boolean
}

/** Nothing where it is no time, or the zone none: what is written there is anybody's. */
const instantIn = (value: string, zone: string) => {
  try {
    return new Date(Temporal.PlainDateTime.from(value).toZonedDateTime(zone).epochMilliseconds).toISOString()
  } catch {
    return undefined
  }
}

/**
 * Which of a series a calendar means. Some give the time in UTC, some on the series' clock under a name for its zone
 * that is theirs alone, some in their own zone, some the day.
 */
export const matchInstance = (series: Meeting, { value, zone }: NamedOccurrence): Instance | undefined => {
  const all = instancesOf(series)
  const at = (instant: string | undefined) => all.find(({ startsAtUtc }) => startsAtUtc === instant)
  if (value.endsWith('Z')) return at(instantIn(value.slice(0, -1), 'UTC'))
  if (!value.includes('T')) {
    const ofDay = all.filter(({ recurrenceId }) => recurrenceId.startsWith(value))
    return ofDay.length === 1 ? ofDay[0] : undefined
  }
  const other = zone && zone !== series.timeZone ? at(instantIn(value, zone)) : undefined
  return other ?? all.find(({ recurrenceId }) => recurrenceId === value.slice(0, 16))
}
