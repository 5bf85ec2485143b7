import { Temporal } from 'temporal-polyfill'
import { invalid } from '../errors.ts'
import { isWithinReach } from '../text.ts'
import { repeatedTime, skippedTime } from './errors.ts'

const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:00)?$/

export const isLocalTime = (time: string) => {
  try {
    return shape.test(time) && isWithinReach(`${time}Z`) && Temporal.PlainDateTime.from(time) !== undefined
  } catch {
    return false
  }
}

interface Place {
  readonly timeZone: string
  /** Such as `+02:00`: which of two instants is meant. */
  readonly offset?: string | undefined
}

const candidates = (local: string, timeZone: string) => {
  const plain = Temporal.PlainDateTime.from(local)
  try {
    const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
      plain.toZonedDateTime(timeZone, { disambiguation }),
    ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime]
    return { earlier, later, exists: earlier.toPlainDateTime().equals(plain) }
  } catch {
    throw invalid('is not a time zone we can reckon with', '#/timeZone')
  }
}

const written = (time: Temporal.ZonedDateTime) =>
  time.toString({ timeZoneName: 'never', smallestUnit: 'minute' })
const asInstant = (time: Temporal.ZonedDateTime) => new Date(time.epochMilliseconds).toISOString()

/**
 * The instant at which a clock on the wall of that zone shows a time. One that a clock change skips is
 * refused, and so is one that it repeats, unless the offset says which is meant; both name the instants.
 */
export const instantOf = (local: string, { timeZone, offset }: Place, pointer: string): string => {
  const { earlier, later, exists } = candidates(local, timeZone)
  if (!exists) throw skippedTime(written(earlier), written(later), pointer)
  const fitting = [earlier, later].find((time) => time.offset === offset)
  if (fitting) return asInstant(fitting)
  if (!earlier.equals(later)) throw repeatedTime(written(earlier), written(later), pointer)
  if (offset !== undefined) throw invalid(`The offset there is then ${earlier.offset}`, '#/offset')
  return asInstant(earlier)
}

export const minutesAfter = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString()
