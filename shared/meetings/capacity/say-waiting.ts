import type { Deps } from '../../deps.ts'
import { announce, nothingTold } from '../../ledger/announce.ts'
import type { Guest } from '../answers/by-link.ts'
import type { Rsvp } from '../answers/rsvp.ts'
import type { Meeting } from '../schema.ts'
import { ticketOf } from './place.ts'

/** Their calendar shows that they take part, so who only waits for a place hears of it. */
export const sayWaiting = (deps: Deps, { organization, contact }: Guest, meeting: Meeting, after: Rsvp) => {
  if (ticketOf(after) === undefined) return nothingTold
  const contacts = [{ organizationId: organization.id, contactId: contact.id }]
  return announce(deps, {
    kind: 'notice',
    subject: meeting.id,
    recipients: { of: 'contacts', contacts },
    content: { key: 'meeting-waiting', params: { title: meeting.title }, action: true },
  })
}
