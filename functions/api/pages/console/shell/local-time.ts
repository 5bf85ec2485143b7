import { Temporal } from 'temporal-polyfill'
import { instantOf, isLocalTime } from '../../../../../shared/meetings/time.ts'
import { type Typed, valueIn } from './form.ts'

/** What the reader's clock shows, as an instant; what is no time of day stays as it is for the schema to refuse. */
export const instantIn = (typed: Typed, name: string, timeZone: string) => {
  const local = valueIn(typed, name).trim()
  return isLocalTime(local) ? instantOf(local, { timeZone }, `#/${name}`) : local
}

/** An instant as the reader's clock shows it, for a field to begin with. */
export const localTime = (instant: string, timeZone: string) =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDateTime().toString().slice(0, 16)
