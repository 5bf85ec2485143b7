import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import { idOf } from '../ids.ts'
import { distinct, timeZone } from '../text.ts'

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time such as 08:30')

/** When a coordinator is on duty, as clocks on their wall say; one that ends before it begins goes over midnight. */
const shift = z.strictObject({
  organizationId: idOf('organization'),
  contactId: idOf('contact'),
  /** Days on which it begins; 1 is Monday. */
  days: z.array(z.int().min(1).max(7)).min(1).max(7).transform(distinct),
  from: timeOfDay,
  to: timeOfDay,
  timeZone,
})
type Shift = z.infer<typeof shift>

/** Who is on duty when, the first to be told first, and how long each has until the next is told. */
export const dutyRota = z.strictObject({
  shifts: z.array(shift).max(100).default([]),
  passOnAfter: z.int().min(5).max(1440).default(30),
})

const dayBefore = (day: number) => (day === 1 ? 7 : day - 1)

const covers = ({ days, from, to, timeZone: zone }: Shift, now: Date) => {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone)
  const at = local.toPlainTime().toString({ smallestUnit: 'minute' })
  const begins = days.includes(local.dayOfWeek) && at >= from
  if (from < to) return begins && at < to
  return begins || (days.includes(dayBefore(local.dayOfWeek)) && at < to)
}

/** Whose shift it is, in the order of the rota. */
export const onShift = (shifts: readonly Shift[], now: Date): string[] =>
  distinct(shifts.filter((each) => covers(each, now)).map(({ contactId }) => contactId))
