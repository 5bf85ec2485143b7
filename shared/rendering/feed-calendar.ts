import ical, { ICalCalendarMethod } from 'ical-generator'
import { catalogueLanguage } from './catalogue.ts'
import { entryOf } from './mails/meeting-calendar.ts'
import type { MeetingContent } from './mails/meeting-content.ts'

interface Reader {
  readonly name: string
  readonly languages: readonly string[]
}

const hour = 3600

/** Meetings as a calendar to subscribe to (RFC 5545, RFC 7986): published, so that nobody is asked for an answer. */
export const feedCalendar = (meetings: readonly MeetingContent[], { name, languages }: Reader): string => {
  const language = catalogueLanguage(languages)
  const calendar = ical({
    name,
    prodId: { company: 'Tocsin', product: 'Tocsin', language: language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: hour,
  })
  for (const meeting of meetings) calendar.createEvent(entryOf(meeting, language))
  return `${calendar.toString().trimEnd()}\r\n`
}
