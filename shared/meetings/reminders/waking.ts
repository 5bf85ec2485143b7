import { Temporal } from 'temporal-polyfill'

/** When somebody can be expected to read: local hours, and days of the week that are not theirs (1 is Monday). */
export interface Waking {
  readonly timeZone: string
  readonly from: number
  /** The hour at which the day ends. */
  readonly to: number
  readonly weekend: readonly number[]
}

const isAwake = (at: Temporal.ZonedDateTime, { from, to, weekend }: Waking) =>
  at.hour >= from && at.hour < to && !weekend.includes(at.dayOfWeek)

/** The last hour before that they could be awake in: of the same day, once that is over, or of the day before. */
const hourBefore = (at: Temporal.ZonedDateTime, { to }: Waking) =>
  (at.hour >= to ? at : at.subtract({ days: 1 })).with({ hour: to - 1, minute: 0, second: 0, millisecond: 0 })

/**
 * The latest moment up to `at` in somebody's waking hours, but none before `earliest`: where there is none,
 * they are told when it is due.
 */
export const momentFor = (at: string, earliest: string, waking: Waking): string => {
  const due = Temporal.Instant.from(at).toZonedDateTimeISO(waking.timeZone)
  const floor = Temporal.Instant.from(earliest).epochMilliseconds
  let moment = due
  while (moment.epochMilliseconds >= floor) {
    if (isAwake(moment, waking)) return new Date(moment.epochMilliseconds).toISOString()
    moment = hourBefore(moment, waking)
  }
  return at
}

/** The first hour after that they could be awake in: of the same day, while that is to come, or of the day after. */
const hourAfter = (at: Temporal.ZonedDateTime, { from }: Waking) =>
  (at.hour < from ? at : at.add({ days: 1 })).with({ hour: from, minute: 0, second: 0, millisecond: 0 })

/** The earliest moment from `at` on in somebody's waking hours. */
export const momentFrom = (at: string, waking: Waking): string => {
  let moment = Temporal.Instant.from(at).toZonedDateTimeISO(waking.timeZone)
  while (!isAwake(moment, waking)) moment = hourAfter(moment, waking)
  return new Date(moment.epochMilliseconds).toISOString()
}
