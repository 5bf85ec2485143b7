import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { catalogueLanguage } from './catalogue.ts'
import { lines, oneLine } from './clean.ts'
import { entriesOf } from './mails/meeting-calendar.ts'
import { withZones } from './mails/meeting-clock.ts'
import type { MeetingContent } from './mails/meeting-content.ts'

interface Reader {
  readonly name: string
  readonly languages: readonly string[]
}

const hour = 3600

const calendarFor = ({ name, languages }: Reader) =>
  ical({
    name,
    prodId: {
      company: 'Tocsin',
      product: 'Tocsin',
      language: catalogueLanguage(languages).toUpperCase(),
    },
    method: ICalCalendarMethod.PUBLISH,
    ttl: hour,
  })

const written = (calendar: string) => `${calendar.trimEnd()}\r\n`

/** With all its meetings, also when it is off: then each of them is. */
const whole = (meeting: MeetingContent): MeetingContent =>
  meeting.series ? { ...meeting, method: 'request' } : meeting

const entriesIn = (meeting: MeetingContent, language: string) =>
  entriesOf(whole(meeting), language).map((entry) =>
    meeting.method === 'cancel' ? { ...entry, status: ICalEventStatus.CANCELLED } : entry,
  )

/** Meetings as a calendar to subscribe to (RFC 5545, RFC 7986): published, so that nobody is asked for an answer. */
export const feedCalendar = (meetings: readonly MeetingContent[], reader: Reader): string => {
  const calendar = calendarFor(reader)
  const language = catalogueLanguage(reader.languages)
  for (const meeting of meetings)
    for (const entry of entriesIn(meeting, language)) calendar.createEvent(entry)
  return written(withZones(calendar.toString(), meetings.map(whole)))
}

/** What is announced and nobody is invited to; times are RFC 3339 in UTC. */
export interface PublishedEntry {
  readonly id: string
  readonly sequence: number
  readonly stamp: string
  readonly start: string
  readonly end: string
  readonly cancelled?: boolean
  readonly summary: string
  readonly location?: string | undefined
  readonly description?: string | undefined
  readonly url?: string | undefined
}

const eventOf = (entry: PublishedEntry) => {
  const { id, sequence, stamp, start, end, cancelled = false, summary, location, description, url } = entry
  return {
    id,
    sequence,
    stamp: new Date(stamp),
    start: new Date(start),
    end: new Date(end),
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary: oneLine(summary),
    location: location ? oneLine(location) : null,
    description: description ? lines(description) : null,
    ...(url && { url }),
  }
}

/** Hearings and events as a calendar to subscribe to. */
export const publishedCalendar = (reader: Reader, entries: readonly PublishedEntry[]): string => {
  const calendar = calendarFor(reader)
  for (const entry of entries) calendar.createEvent(eventOf(entry))
  return written(calendar.toString())
}
