import ical, {
  ICalAttendeeStatus,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
} from 'ical-generator'
import { calendarPieces } from '../calendar.ts'
import { catalogueLanguage, wordsFor } from '../catalogue.ts'
import { lines, oneLine } from '../clean.ts'
import { checked } from '../fitness.ts'
import { join, slot } from '../slots.ts'
import type { Brand } from '../template.ts'
import { clockOf, timesOf, timesOfOne, timesOfSeries, withZones } from './meeting-clock.ts'
import type { MeetingContent } from './meeting-content.ts'

const placeOf = ({ url, address }: MeetingContent['location']) =>
  [address, url].flatMap((part) => (part ? [oneLine(part)] : [])).join(' – ')

/** RFC 5546 §3.2.5: to uninvite one attendee says nothing of the meeting's own status. */
const statusOf = ({ method, withdrawn }: MeetingContent) => {
  if (withdrawn) return null
  return method === 'cancel' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED
}

type Said = Pick<MeetingContent, 'title' | 'location' | 'agenda' | 'coalitionName' | 'confidential'>

/** What a calendar shows of a meeting. Calendars are shared: of a confidential one they learn when, and nothing else. */
const wordsOf = (content: Said, language: string) => {
  if (content.confidential) return { summary: wordsFor([language]).t('call') }
  const { title, location, coalitionName, agenda } = content
  return {
    summary: oneLine(title),
    location: placeOf(location) || null,
    description:
      [coalitionName && oneLine(coalitionName), lines(agenda)].filter(Boolean).join('\n\n') || null,
  }
}

/** The entries that a meeting is in a calendar: one, or a series and what stands apart from it. */
export const entriesOf = (content: MeetingContent, language: string): ICalEventData[] => {
  const { uid: id, sequence, revisedAt, startsAt, endsAt, method, series, occurrence } = content
  const clock = clockOf(content)
  const known = { id, status: statusOf(content) }
  const entry = { ...known, sequence, stamp: new Date(revisedAt), ...wordsOf(content, language) }
  if (occurrence) return [{ ...entry, ...timesOfOne({ ...occurrence, startsAt, endsAt }, clock) }]
  if (!series || method === 'cancel') return [{ ...entry, ...timesOf(content) }]
  const apart = series.overrides.map((one) => ({
    ...known,
    sequence: one.sequence,
    stamp: new Date(one.revisedAt),
    ...wordsOf({ ...content, ...one }, language),
    ...timesOfOne(one, clock),
  }))
  return [{ ...entry, ...timesOfSeries(content, series, clock) }, ...apart]
}

/** The iCalendar object (RFC 5546) with slots for the attendee's address and the organizer's. */
export const calendarOf = (content: MeetingContent, language: string, brand: Brand) => {
  const cancelled = content.method === 'cancel'
  const calendar = ical({
    prodId: { company: 'Tocsin', product: 'Tocsin', language: language.toUpperCase() },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  })
  const email = slot('organizerAddress')
  const name = content.confidential ? brand.mailDomain : oneLine(brand.alliance).replaceAll('"', '')
  for (const entry of entriesOf(content, language))
    calendar
      .createEvent({ ...entry, organizer: { name, email } })
      .createAttendee({ email: slot('address'), rsvp: true, status: ICalAttendeeStatus.NEEDSACTION })
  return {
    method: cancelled ? ('CANCEL' as const) : ('REQUEST' as const),
    body: withZones(calendar.toString(), [content]).replaceAll(':MAILTO:', ':mailto:'),
  }
}

/** The calendar part as one attendee got it. */
export const invitationCalendar = (
  content: MeetingContent,
  brand: Brand,
  reader: { languages: readonly string[]; attendee: string; organizer: string },
) =>
  join(calendarPieces(calendarOf(content, catalogueLanguage(reader.languages), brand).body))(
    checked({ address: reader.attendee, organizerAddress: reader.organizer }),
  )
