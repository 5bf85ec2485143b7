import ICAL from 'ical.js'
import { foldAddress } from '../../text.ts'
import type { NamedOccurrence } from '../series/match.ts'

/** What one attendee's calendar says, as far as it matters. */
export interface CalendarReply {
  readonly method: string
  readonly uid: string
  readonly sequence: number
  /** When the reply was made, RFC 3339 in UTC; absent where its calendar does not say. */
  readonly stamp: string | undefined
  /** Whose answers it carries, folded. RFC 5546 wants one; whoever sends more is asked for their own. */
  readonly attendees: ReadonlyMap<string, Participation>
  readonly comment: string | undefined
  /** Start and end as a counter-proposal writes them, with its own word for the zone. */
  readonly times: string
  /** Which of a series it is about, if it is about one. */
  readonly occurrence: NamedOccurrence | undefined
}

export interface Participation {
  readonly status: string
  /** Whether somebody else answered, or was sent in their place. */
  readonly onBehalf: boolean
}

/** Answers are two kilobytes; whatever is much longer is not read. */
const longest = 64_000

const decoded = (address: string) => {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}

const param = (property: ICAL.Property, name: string) => {
  const value = property.getParameter(name)
  return Array.isArray(value) ? value.join() : value
}

/** `mailto:` in either case; some calendars name a principal of theirs and give the address beside it. */
const addressOf = (property: ICAL.Property) => {
  const value = String(property.getFirstValue() ?? '')
  const [, address] = /^mailto:(.*)$/i.exec(value) ?? []
  return foldAddress(address === undefined ? (param(property, 'email') ?? value) : decoded(address)).trim()
}

const participation = (property: ICAL.Property): Participation => ({
  status: (param(property, 'partstat') ?? 'NEEDS-ACTION').toUpperCase(),
  onBehalf: ['sent-by', 'delegated-from', 'delegated-to'].some((name) => param(property, name)),
})

const stampOf = (event: ICAL.Component) => {
  const at = new Date(String(event.getFirstPropertyValue('dtstamp') ?? '').replace(/Z?$/, 'Z'))
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

const written = (property: ICAL.Property) =>
  [String(property.getFirstValue() ?? ''), param(property, 'tzid')].filter(Boolean).join(' ')

const commentOf = (event: ICAL.Component) =>
  event
    .getAllProperties('comment')
    .map((property) => String(property.getFirstValue() ?? '').trim())
    .filter(Boolean)
    .join('\n') || undefined

const sequenceOf = (event: ICAL.Component) => {
  const value = event.getFirstPropertyValue('sequence') ?? 0
  const sequence = Number(value)
  if (!Number.isInteger(sequence) || sequence < 0) throw new Error('no sequence')
  return sequence
}

const occurrenceIn = (event: ICAL.Component): NamedOccurrence | undefined => {
  const property = event.getFirstProperty('recurrence-id')
  if (!property) return undefined
  const value = String(property.getFirstValue() ?? '')
  const andFollowing = param(property, 'range') !== undefined
  return { value, zone: param(property, 'tzid'), andFollowing }
}

const understood = (calendar: string): CalendarReply | undefined => {
  const parsed = ICAL.parse(calendar)
  if (parsed[0] !== 'vcalendar') return undefined
  const whole = new ICAL.Component(parsed)
  const [event, ...others] = whole.getAllSubcomponents('vevent')
  if (!event || others.length > 0) return undefined
  return {
    method: String(whole.getFirstPropertyValue('method') ?? '').toUpperCase(),
    uid: String(event.getFirstPropertyValue('uid') ?? ''),
    sequence: sequenceOf(event),
    stamp: stampOf(event),
    attendees: new Map(
      event.getAllProperties('attendee').map((property) => [addressOf(property), participation(property)]),
    ),
    comment: commentOf(event),
    times: ['dtstart', 'dtend']
      .flatMap((name) => event.getAllProperties(name))
      .map(written)
      .join(' – '),
    occurrence: occurrenceIn(event),
  }
}

/** A calendar's answer (RFC 5546) as its client wrote it, or nothing where it cannot be understood. */
export const readCalendarReply = (calendar: string): CalendarReply | undefined => {
  if (calendar.length > longest) return undefined
  try {
    return understood(calendar)
  } catch {
    return undefined
  }
}
