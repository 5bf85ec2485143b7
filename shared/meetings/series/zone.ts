import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'
import { tzlib_get_ical_block, tzlib_get_timezones } from 'timezones-ical-library'
import { isShownOnce } from '../../rendering/time.ts'

const known = new Set<string>(tzlib_get_timezones() as string[])

/** By the rules of today, as calendars know them best. */
const usualBlock = (zone: string) => {
  const [block] = known.has(zone) ? tzlib_get_ical_block(zone) : []
  return block
    ?.trim()
    .replace(/^TZID:.*$/m, `TZID:${zone}`)
    .replaceAll(/\r?\n/g, '\r\n')
}

const asCalendar = (block: string) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tocsin//EN\r\n${block}\r\nEND:VCALENDAR`

/** Whether a calendar that goes by this block alone finds each of these moments when it is, but for times shown twice. */
const agrees = (block: string, timeZone: string, instants: readonly string[]) => {
  const whole = new ICAL.Component(ICAL.parse(asCalendar(block)))
  const zone = new ICAL.Timezone(whole.getFirstSubcomponent('vtimezone')!)
  return instants.every((instant) => {
    if (!isShownOnce(instant, timeZone)) return true
    const shown = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDateTime()
    const time = ICAL.Time.fromDateTimeString(shown.toString({ smallestUnit: 'second' }))
    time.zone = zone
    return time.toUnixTime() * 1000 === Date.parse(instant)
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

/** Change by change, from a year before the first of some moments until the last. */
const exactBlock = (timeZone: string, instants: readonly string[]) => {
  const [first, last] = [instants[0]!, instants.at(-1)!]
  let at = Temporal.Instant.from(first).toZonedDateTimeISO(timeZone).subtract({ years: 1 })
  const lines = observance(at, at)
  for (;;) {
    const next = at.getTimeZoneTransition('next')
    if (!next || new Date(next.epochMilliseconds).toISOString() > last) break
    lines.push(...observance(next, next.subtract({ nanoseconds: 1 })))
    at = next
  }
  return ['BEGIN:VTIMEZONE', `TZID:${timeZone}`, ...lines, 'END:VTIMEZONE'].join('\r\n')
}

/**
 * The VTIMEZONE by which whoever reads it finds each of some moments when it is: the zone's yearly rules where they
 * are right for all of them, else, for the few zones that a yearly rule cannot say, each of its changes.
 */
export const zoneBlock = (timeZone: string, instants: readonly string[]): string => {
  const usual = usualBlock(timeZone)
  return usual && agrees(usual, timeZone, instants) ? usual : exactBlock(timeZone, [...instants].sort())
}
