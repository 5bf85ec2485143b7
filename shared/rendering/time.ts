import { Temporal } from 'temporal-polyfill'
import { directionOf } from './language.ts'

// Gregorian and with Latin digits everywhere: the same date must be readable beside a passport and a clock.
const localeFor = (language: string) => `${language === 'en' ? 'en-GB' : language}-u-ca-gregory-nu-latn`

const format = (language: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat([localeFor(language), 'en-GB'], options)

/** Day and time of an instant in a zone, as in "Tuesday 1 December 2026 at 18:00". */
export const formatDateTime = (instant: string | Date, zone: string, language: string) =>
  format(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(new Date(instant))

/** The zone's name at that instant and its IANA name, as in "East Africa Time, Africa/Nairobi". */
export const zoneName = (instant: string | Date, zone: string, language: string) => {
  const parts = format(language, { timeZone: zone, timeZoneName: 'long' }).formatToParts(new Date(instant))
  const name = parts.find((part) => part.type === 'timeZoneName')?.value
  return name && name !== zone ? `${name}, ${zone}` : zone
}

/** As in "2026-12-01 15:00 UTC": the same for everybody. */
export const formatUtc = (instant: string | Date) =>
  `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Whether a zone is UTC by one of its names. */
export const isUtc = (zone: string) => /^(Etc\/)?(UTC|GMT|UCT|Zulu)$/i.test(zone)

/** Whether a zone's clock shows a moment by a time that it shows once. Which of two is meant is read in two ways. */
export const isShownOnce = (instant: string, zone: string) => {
  const shown = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime()
  const earlier = shown.toZonedDateTime(zone, { disambiguation: 'earlier' })
  return earlier.equals(shown.toZonedDateTime(zone, { disambiguation: 'later' }))
}

/** An instant for a reader: in their zone, the zone named, and in UTC. */
export const formatForReader = (instant: string | Date, zone: string, language: string) => {
  if (isUtc(zone)) return `${formatDateTime(instant, 'UTC', language)} UTC`
  // Direction marks keep the two times apart, and the second in its order, where the line runs right to left.
  const [before, after] = directionOf(language) === 'rtl' ? ['\u200f', '\u200e'] : ['', '']
  const local = `${formatDateTime(instant, zone, language)} (${zoneName(instant, zone, language)})`
  return `${local}${before} = ${after}${formatUtc(instant)}`
}
