import { idOf } from '../../ids.ts'
import { count, entry, instant, word } from './entry.ts'

/** Of polls in which the invited choose when to meet. */
export const polls = {
  'poll.proposed': entry('poll', 'Times for a meeting were proposed', {
    slots: count,
    closesAt: instant,
    coalitionId: idOf('coalition').optional(),
  }),
  'poll.answered': entry('poll', 'An organization said which times suit it', {
    organizationId: idOf('organization'),
    contactId: idOf('contact'),
    by: word,
  }),
  'poll.nudged': entry('poll', 'Contacts were reminded of their answer', { contacts: count }),
  'poll.closed': entry('poll', 'The time to answer is over, and the organizer has to choose', {
    silent: count,
  }),
  'poll.decided': entry('poll', 'A time was chosen, and the meeting called', {
    meetingId: idOf('meeting'),
    slotId: word,
  }),
  'poll.called-off': entry('poll', 'No meeting comes of a poll'),
}
