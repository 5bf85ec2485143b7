import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { count, entry, fields, instant, word } from './entry.ts'

const organizationId = idOf('organization')
const contactId = idOf('contact')

const place = { organizationId, contactId, delegates: count.optional() }

/** Of a series, or of one of it: the series. */
const series = idOf('meeting').optional()

const proxy = { organizationId, heldBy: organizationId }
const feed = { feedId: idOf('calendar') }

/** Of meetings, and who comes. */
export const meetings = {
  'meeting.called': entry('meeting', 'A meeting was called', {
    startsAt: instant,
    coalitionId: idOf('coalition').optional(),
  }),
  'meeting.updated': entry('meeting', 'A meeting changed; `sequence` is that of its calendar entry', {
    fields,
    sequence: count,
    of: series,
  }),
  'meeting.cancelled': entry('meeting', 'A meeting was called off', { sequence: count, of: series }),
  'meeting.set-apart': entry('meeting', 'One meeting of a series stands apart from it', {
    startsAt: instant,
    of: idOf('meeting'),
  }),
  'meeting.contact-invited': entry('meeting', 'Contacts of an organization were invited later', {
    organizationId,
    contactIds: z.array(contactId),
  }),
  'meeting.contact-uninvited': entry('meeting', 'A contact is expected no more', {
    organizationId,
    contactId,
  }),
  'meeting.answered': entry('meeting', 'A contact answered', {
    organizationId,
    contactId,
    by: word,
    answer: word.optional(),
    delegates: count.optional(),
    place: word.optional(),
  }),
  'meeting.place-offered': entry('meeting', 'A place came free for somebody who waits', place),
  'meeting.place-lapsed': entry('meeting', 'Somebody did not take the place in time', place),
  'meeting.places-released': entry('meeting', 'Places of who has left are free again', {
    organizationId,
    contactId,
  }),
  'meeting.reminder-asked': entry('meeting', 'Somebody had the silent of a meeting reminded'),
  'meeting.reminded': entry('meeting', 'Contacts were reminded of the meeting, or of their answer', {
    what: word,
    contacts: count,
  }),
  'meeting.answers-complete': entry('meeting', 'Every organization has answered', { silent: count }),
  'meeting.answers-closed': entry('meeting', 'The time to answer is over', { silent: count }),
  'meeting.proxy-given': entry('meeting', 'An organization lets another speak for it', proxy),
  'meeting.proxy-ended': entry('meeting', 'An organization speaks for itself again', proxy),
  'meeting.attendance-recorded': entry('meeting', 'It was recorded who came', { organizations: count }),
  'meeting.decided': entry('meeting', 'Those present decided something', {
    decisionId: idOf('decision'),
    present: count,
    coalitionId: idOf('coalition').optional(),
    situationId: idOf('situation').optional(),
  }),
  'meeting.minutes-published': entry('meeting', 'Minutes were published', {
    edition: count,
    decisions: count,
  }),
  'meeting.minutes-sent': entry('meeting', 'Minutes were mailed to those invited', {
    edition: count,
    contacts: count,
  }),
  'calendar-feed.made': entry('contact', 'Somebody subscribed to a calendar', {
    ...feed,
    coalitionId: idOf('coalition').optional(),
  }),
  'calendar-feed.ended': entry('contact', 'A subscription to a calendar ended', feed),
}
