import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { getNotification } from '../ledger/repository.ts'
import { mintReplyAddress } from '../links/reply-address.ts'
import { findOrganization } from '../organizations/repository.ts'
import { invitationCalendar } from '../rendering/mails/meeting-calendar.ts'
import { meetingContent } from '../rendering/mails/meeting-content.ts'
import { readMeeting } from './read.ts'

const contactOfActor = async (deps: Deps, actor: Actor) => {
  if (actor.kind !== 'person') return undefined
  const organization = await findOrganization(deps.store, actor.organizationId)
  return organization?.contacts.find(({ id }) => id === actor.contactId)
}

/** The calendar object as it was mailed last to whom asks, or, where they are not in the roster, to nobody. */
export const readInvitation = async (deps: Deps, actor: Actor, id: string): Promise<string> => {
  const meeting = await readMeeting(deps, actor, id)
  const notificationId = meeting.notificationIds.at(-1)!
  const [{ content }, contact] = await Promise.all([
    getNotification(deps.store, notificationId),
    contactOfActor(deps, actor),
  ])
  const { alliance, publicUrl, mail } = deps.config
  const organizer = (contactId: string) =>
    mintReplyAddress(deps.keys, { prefix: 'rsvp', subject: id, contactId }, mail.domain)
  const brand = { alliance, publicUrl, mailDomain: mail.domain, from: mail.from }
  return invitationCalendar(meetingContent.parse(content), brand, {
    languages: contact?.languages ?? [],
    attendee: contact?.email ?? mail.from,
    organizer: contact ? organizer(contact.id) : mail.from,
  })
}
