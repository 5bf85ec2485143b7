import type { ICalTimezone } from 'ical-generator'
import { Temporal } from 'temporal-polyfill'
import { isUtc } from '../time.ts'
import type { MeetingContent } from './meeting-content.ts'

type Series = NonNullable<MeetingContent['series']>

/** The clock by which a series goes, and one of it; a single meeting goes by UTC. */
export const clockOf = ({ series, occurrence, timeZone, method }: MeetingContent): string | undefined => {
  const zone = occurrence?.timeZone ?? (series && method === 'request' ? timeZone : undefined)
  return zone === undefined || isUtc(zone) ? undefined : zone
}

interface Times {
  readonly startsAt: string
  readonly endsAt: string
  readonly recurrenceId?: string | undefined
}

const on = (instant: string, clock: string | undefined) =>
  clock === undefined ? new Date(instant) : Temporal.Instant.from(instant).toZonedDateTimeISO(clock)

/** Start, end and RECURRENCE-ID on a clock, or in UTC. */
export const timesOf = ({ startsAt, endsAt, recurrenceId }: Times, clock: string | undefined) => ({
  ...(clock !== undefined && { timezone: clock }),
  start: on(startsAt, clock),
  end: on(endsAt, clock),
  ...(recurrenceId !== undefined && { recurrenceId: on(recurrenceId, clock) }),
})

const compact = (local: string) => `${local.replaceAll(/[-:]/g, '')}00`

/** The lines that say how a series repeats. */
export const ruleOf = ({ rule, except }: Series, timeZone: string) => {
  const [param, mark] = isUtc(timeZone) ? ['', 'Z'] : [`;TZID=${timeZone}`, '']
  const left = except.map((each) => `${compact(each)}${mark}`).join(',')
  return [`RRULE:${rule}`, ...(left ? [`EXDATE${param}:${left}`] : [])].join('\r\n')
}

/** The VTIMEZONEs of some meetings by the names of their clocks. */
export const zonesOf = (contents: readonly MeetingContent[]): ICalTimezone => {
  const blocks = new Map(
    contents.flatMap((content) => {
      const clock = clockOf(content)
      const block = content.occurrence?.zone ?? content.series?.zone
      return clock !== undefined && block !== undefined ? [[clock, block] as const] : []
    }),
  )
  return { name: null, generator: (name) => blocks.get(name) ?? null }
}
