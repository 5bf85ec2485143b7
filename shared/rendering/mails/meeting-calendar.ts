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

/** The iCalendar object (RFC 5546) with slots for the attendee's address and the organizer's. */
export const calendarOf = (content: MeetingContent, language: string, brand: Brand) => {
  const { t } = wordsFor([language])
  const cancelled = content.method === 'cancel'
  const calendar = ical({
    prodId: { company: 'Tocsin', product: 'Tocsin', language: language.toUpperCase() },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  })
  const email = slot('organizerAddress')
  const event = calendar.createEvent({
    id: content.uid,
    sequence: content.sequence,
    stamp: new Date(content.revisedAt),
    start: new Date(content.startsAt),
    end: new Date(content.endsAt),
    status: statusOf(content),
    // Calendars are shared and synchronized: of a confidential meeting they learn when, and nothing else.
    ...(content.confidential
      ? { summary: t('call'), organizer: { name: brand.mailDomain, email } }
      : {
          summary: oneLine(content.title),
          organizer: { name: oneLine(brand.alliance).replaceAll('"', ''), email },
          location: placeOf(content.location) || null,
          description:
            [content.coalitionName && oneLine(content.coalitionName), lines(content.agenda)]
              .filter(Boolean)
              .join('\n\n') || null,
        }),
  })
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
