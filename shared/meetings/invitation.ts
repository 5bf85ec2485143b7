import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { getNotification } from '../ledger/repository.ts'
import { canReply, mintReplyAddress } from '../links/reply-address.ts'
import { findOrganization } from '../organizations/repository.ts'
import type { Contact } from '../organizations/schema.ts'
import { invitationCalendar } from '../rendering/mails/meeting-calendar.ts'
import { meetingContent } from '../rendering/mails/meeting-content.ts'
import { type Guest, readByLink } from './answers/by-link.ts'
import { coalitionOf } from './coalition-of.ts'
import { noticeOf } from './notice.ts'
import { readMeeting } from './read.ts'
import type { Meeting } from './schema.ts'
import { seriesIdOf } from './series/change.ts'
import { apartFrom } from './series/read.ts'
import { isWithdrawn } from './standing.ts'

const contactOfActor = async (deps: Deps, actor: Actor) => {
  if (actor.kind !== 'person') return undefined
  const organization = await findOrganization(deps.store, actor.organizationId)
  return organization?.contacts.find(({ id }) => id === actor.contactId)
}

/** What was mailed last; of a series, and of one of it, what would be now, with all that stands apart. */
const contentOf = async ({ store }: Deps, meeting: Meeting) => {
  if (!seriesIdOf(meeting))
    return meetingContent.parse((await getNotification(store, meeting.notificationIds.at(-1)!)).content)
  const coalition = await coalitionOf(store, meeting)
  return noticeOf(meeting, coalition, await apartFrom(store, meeting))
}

/**
 * Under the meeting's own sequence: whoever takes the entry from here may have been invited anew. A contact in danger
 * gets none, as their mail had none, and who is uninvited none any more.
 */
const calendarFor = async (deps: Deps, meeting: Meeting, contact: Contact | undefined) => {
  if (contact && (contact.discreet || isWithdrawn(meeting, contact.id))) throw notFound('invitation')
  const mailed = await contentOf(deps, meeting)
  const { alliance, publicUrl, mail } = deps.config
  const organizer = (contactId: string) =>
    mintReplyAddress(
      deps.keys,
      { prefix: 'rsvp', subject: seriesIdOf(meeting) ?? meeting.id, contactId },
      mail.domain,
    )
  const brand = { alliance, publicUrl, mailDomain: mail.domain, from: mail.from }
  return invitationCalendar({ ...mailed, sequence: meeting.sequence }, brand, {
    languages: contact?.languages ?? [],
    attendee: contact?.email ?? mail.from,
    organizer: contact && canReply(contact.id) ? organizer(contact.id) : mail.from,
  })
}

/** The calendar object as it was mailed last to whom asks, or, where they are not in the roster, to nobody. */
export const readInvitation = async (deps: Deps, actor: Actor, id: string): Promise<string> =>
  calendarFor(deps, await readMeeting(deps, actor, id), await contactOfActor(deps, actor))

/** The same behind a mailed link. */
export const readInvitationByLink = async (deps: Deps, guest: Guest): Promise<string> => {
  const { meeting } = await readByLink(deps, guest)
  return calendarFor(deps, meeting, guest.contact)
}
