import ical, { ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { calendarPieces } from '../calendar.ts'
import { catalogueLanguage, wordsFor } from '../catalogue.ts'
import { lines, oneLine } from '../clean.ts'
import { checked } from '../fitness.ts'
import { join, slot } from '../slots.ts'
import type { Brand } from '../template.ts'
import type { MeetingContent } from './meeting-content.ts'

const placeOf = ({ url, address }: MeetingContent['location']) =>
  [address, url].flatMap((part) => (part ? [oneLine(part)] : [])).join(' – ')

/** RFC 5546 §3.2.5: to uninvite one attendee says nothing of the meeting's own status. */
const statusOf = ({ method, withdrawn }: MeetingContent) => {
  if (withdrawn) return null
  return method === 'cancel' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED
}

/** What a calendar shows of a meeting. Calendars are shared: of a confidential one they learn when, and nothing else. */
export const entryOf = (content: MeetingContent, language: string) => {
  const { uid: id, sequence, revisedAt, startsAt, endsAt, confidential, coalitionName } = content
  const open = {
    summary: oneLine(content.title),
    location: placeOf(content.location) || null,
    description:
      [coalitionName && oneLine(coalitionName), lines(content.agenda)].filter(Boolean).join('\n\n') || null,
  }
  return {
    id,
    sequence,
    stamp: new Date(revisedAt),
    start: new Date(startsAt),
    end: new Date(endsAt),
    status: statusOf(content),
    ...(confidential ? { summary: wordsFor([language]).t('call') } : open),
  }
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
  const event = calendar.createEvent({ ...entryOf(content, language), organizer: { name, email } })
  event.createAttendee({ email: slot('address'), rsvp: true, status: ICalAttendeeStatus.NEEDSACTION })
  return {
    method: cancelled ? ('CANCEL' as const) : ('REQUEST' as const),
    body: calendar.toString().replace(':MAILTO:', ':mailto:'),
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
