import { Temporal } from 'temporal-polyfill'
import type { Contact } from '../organizations/schema.ts'

/** When the day of somebody begins who has not said it. */
const usual = 7

/** The next beginning of a contact's reading hours after a moment, on a day that is not of their weekend. */
export const nextMorning = (
  { timeZone, preferences = {} }: Pick<Contact, 'timeZone' | 'preferences'>,
  now: Date,
): string => {
  const { hours, weekend = [] } = preferences
  const at = Temporal.Instant.from(now.toISOString()).toZonedDateTimeISO(timeZone)
  const begins = {
    hour: hours?.from ?? usual,
    minute: 0,
    second: 0,
    millisecond: 0,
    microsecond: 0,
    nanosecond: 0,
  }
  let morning = at.with(begins)
  while (morning.epochMilliseconds <= now.getTime() || weekend.includes(morning.dayOfWeek))
    morning = morning.add({ days: 1 }).with(begins)
  return new Date(morning.epochMilliseconds).toISOString()
}
