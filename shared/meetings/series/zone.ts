import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'
import { tzlib_get_ical_block, tzlib_get_timezones } from 'timezones-ical-library'
import type { Instance } from './instances.ts'

const known = new Set<string>(tzlib_get_timezones() as string[])

/** By the rules of today, as calendars know them best. */
const usualBlock = (zone: string) => {
  const [block] = known.has(zone) ? tzlib_get_ical_block(zone) : []
  return block?.trim().replace(/^TZID:.*$/m, `TZID:${zone}`)
}

const asCalendar = (block: string) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tocsin//EN\r\n${block}\r\nEND:VCALENDAR`

/** Whether a calendar that goes by this block alone finds each of them when it is. */
const agrees = (block: string, instances: readonly Instance[]) => {
  const whole = new ICAL.Component(ICAL.parse(asCalendar(block)))
  const zone = new ICAL.Timezone(whole.getFirstSubcomponent('vtimezone')!)
  return instances.every(({ recurrenceId, startsAtUtc, clockChange }) => {
    if (clockChange) return true
    const time = ICAL.Time.fromDateTimeString(`${recurrenceId}:00`)
    time.zone = zone
    return time.toUnixTime() * 1000 === Date.parse(startsAtUtc)
  })
}

const compact = (time: Temporal.PlainDateTime) =>
  time.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')
const offsetOf = (time: Temporal.ZonedDateTime) => time.offset.replace(':', '')

const observance = (at: Temporal.ZonedDateTime, before: Temporal.ZonedDateTime) => {
  const kind = at.offsetNanoseconds > before.offsetNanoseconds ? 'DAYLIGHT' : 'STANDARD'
  const start = at.toInstant().toZonedDateTimeISO('UTC').toPlainDateTime()
  const shown = start.add({ nanoseconds: before.offsetNanoseconds })
  return [
    `BEGIN:${kind}`,
    `TZOFFSETFROM:${offsetOf(before)}`,
    `TZOFFSETTO:${offsetOf(at)}`,
    `DTSTART:${compact(shown)}`,
    `END:${kind}`,
  ]
}

/** Change by change, for the few zones whose rules a year cannot say. */
const exactBlock = (timeZone: string, instances: readonly Instance[]) => {
  const from = Temporal.Instant.from(instances[0]!.startsAtUtc).toZonedDateTimeISO(timeZone)
  const until = instances.at(-1)!.endsAtUtc
  const lines = observance(from.subtract({ years: 1 }), from.subtract({ years: 1 }))
  let at = from.subtract({ years: 1 })
  for (;;) {
    const next = at.getTimeZoneTransition('next')
    if (!next || new Date(next.epochMilliseconds).toISOString() > until) break
    lines.push(...observance(next, next.subtract({ nanoseconds: 1 })))
    at = next
  }
  return ['BEGIN:VTIMEZONE', `TZID:${timeZone}`, ...lines, 'END:VTIMEZONE'].join('\r\n')
}

/** The VTIMEZONE that a series needs, so that whoever reads it finds each meeting when it is. */
export const zoneBlock = (timeZone: string, instances: readonly Instance[]): string => {
  const usual = usualBlock(timeZone)
  return usual && agrees(usual, instances) ? usual : exactBlock(timeZone, instances)
}
