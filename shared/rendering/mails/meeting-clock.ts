import type { ICalEventData } from 'ical-generator'
import { Temporal } from 'temporal-polyfill'
import { isShownOnce, isUtc } from '../time.ts'
import type { MeetingContent } from './meeting-content.ts'

type Series = NonNullable<MeetingContent['series']>
type Clock = string | undefined

/** The clock by which a series goes, and one of it; a single meeting goes by UTC. */
export const clockOf = ({ series, occurrence, timeZone, method }: MeetingContent): Clock => {
  const zone = occurrence?.timeZone ?? (series && method === 'request' ? timeZone : undefined)
  return zone === undefined || isUtc(zone) ? undefined : zone
}

type Times = Pick<MeetingContent, 'startsAt' | 'endsAt'>
type When = Pick<ICalEventData, 'start' | 'end' | 'timezone' | 'repeating'>

const zoned = (instant: string, clock: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(clock)
const on = (instant: string, clock: Clock) =>
  clock === undefined ? new Date(instant) : zoned(instant, clock)

/** A property with local times on a clock, or, without one, in UTC. */
const property = (name: string, locals: readonly string[], clock: Clock) => {
  const [param, mark] = clock === undefined ? ['', 'Z'] : [`;TZID=${clock}`, '']
  const values = locals.map((local) => `${local.slice(0, 16).replaceAll(/[-:]/g, '')}00${mark}`)
  return `${name}${param}:${values.join(',')}`
}

/** Whether both are what they are to whoever reads that clock, which shows some times twice. */
const isClear = ({ startsAt, endsAt }: Times, clock: Clock) =>
  clock === undefined || (isShownOnce(startsAt, clock) && isShownOnce(endsAt, clock))

const minutesOf = ({ startsAt, endsAt }: Times) => (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000

/** A meeting that is known by itself. */
export const timesOf = ({ startsAt, endsAt }: Times): When => ({
  start: on(startsAt, undefined),
  end: on(endsAt, undefined),
})

/** A series, how it repeats, and what it has not. */
export const timesOfSeries = (times: Times, { rule, except }: Series, clock: Clock): When => {
  const clear = isClear(times, clock)
  const lines = [
    `RRULE:${rule}`,
    ...(except.length > 0 ? [property('EXDATE', except, clock)] : []),
    ...(clear ? [] : [`DURATION:PT${minutesOf(times)}M`]),
  ]
  return {
    timezone: clock ?? null,
    start: on(times.startsAt, clock),
    end: clear ? on(times.endsAt, clock) : null,
    repeating: lines.join('\r\n'),
  }
}

/** One of a series: on its clock where that is clear, else in UTC, and named as the rule has it. */
export const timesOfOne = (
  { recurrenceId, ...times }: Times & { readonly recurrenceId: string },
  clock: Clock,
): When => {
  const own = isClear(times, clock) ? clock : undefined
  const end = zoned(times.endsAt, own ?? 'UTC')
    .toPlainDateTime()
    .toString()
  // A name that a clock change skips is no time, and so the generator would write another.
  const lines = [property('DTEND', [end], own), property('RECURRENCE-ID', [recurrenceId], clock)]
  return { timezone: own ?? null, start: on(times.startsAt, own), end: null, repeating: lines.join('\r\n') }
}

/** A calendar with the VTIMEZONEs of the clocks by which some meetings in it go. */
export const withZones = (calendar: string, contents: readonly MeetingContent[]) => {
  const blocks = new Map(
    contents.flatMap((content) => {
      const clock = clockOf(content)
      const block = content.occurrence?.zone ?? content.series?.zone
      return clock !== undefined && block !== undefined ? [[clock, block] as const] : []
    }),
  )
  return calendar.replace(
    '\r\nBEGIN:VEVENT\r\n',
    (first) => `\r\n${[...blocks.values()].join('\r\n')}`.trimEnd() + first,
  )
}
