import ICAL from 'ical.js'

/** Every start of the one series in a calendar, as ical.js has it. */
export const startsIn = (calendar: string) => {
  const read = new ICAL.Component(ICAL.parse(calendar))
  for (const [, clock] of calendar.matchAll(/^DTSTART;TZID=([^:]+):/gm))
    if (!read.getTimeZoneByID(clock!)) throw new Error(`${clock} is not explained`)
  const [whole, ...apart] = read.getAllSubcomponents('vevent')
  const series = new ICAL.Event(whole!, { exceptions: apart })
  const iterator = series.iterator()
  const found: string[] = []
  for (let next = iterator.next(); next; next = iterator.next())
    found.push(new Date(series.getOccurrenceDetails(next).startDate.toUnixTime() * 1000).toISOString())
  return found.sort()
}
