import type { Actor } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import { receipt } from '../../ledger/receipt.ts'
import type { Contact, Organization } from '../../organizations/schema.ts'
import { ticketOf } from '../capacity/place.ts'
import { placesShown } from '../capacity/show.ts'
import { coalitionOf } from '../coalition-of.ts'
import { meetingWithAnswer } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { isCalled, isWithdrawn } from '../standing.ts'
import { recordAnswer } from './answer.ts'
import { answerToSeries } from './own.ts'
import type { Rsvp, RsvpInput } from './rsvp.ts'

/** Whom an opened link was made for. */
export interface Guest {
  readonly actor: Extract<Actor, { kind: 'recipient' }>
  readonly meetingId: Meeting['id']
  readonly organization: Organization
  readonly contact: Contact
}

/** The link says that its contact was invited; that their organization still takes part is looked up. */
export const requireStanding = async (deps: Deps, meeting: Meeting, { organization, contact }: Guest) => {
  const { id: organizationId, relation } = organization
  const called = await isCalled(deps.store, meeting, { organizationId, relation })
  if (!called || isWithdrawn(meeting, contact.id)) throw notFound('meeting')
}

/** What somebody sees who opens their link: the meeting, its coalition's name and their answer. */
export const readByLink = async (deps: Deps, guest: Guest) => {
  const { meeting, answer: own } = await meetingWithAnswer(deps.store, guest.meetingId, guest.contact.id)
  await requireStanding(deps, meeting, guest)
  const answer = own?.answer ? own : ((await answerToSeries(deps.store, meeting, guest.contact.id)) ?? own)
  const coalition = await coalitionOf(deps.store, meeting)
  const shown = await placesShown(deps.store, meeting, answer ? [answer] : [])
  const place = shown.get(guest.contact.id)
  return { meeting, rsvp: answer, place, coalitionName: coalition?.name }
}

const saidOf = ({ answer }: Rsvp) => (answer ? (`rsvp.${answer}` as const) : 'page.undone')

const receiptOf = (deps: Deps, { contact, organization }: Guest, meeting: Meeting, after: Rsvp) =>
  receipt(deps, {
    subject: meeting.id,
    organizationId: organization.id,
    contact,
    matter: meeting.title,
    answer: ({ t }) => t(ticketOf(after) === undefined ? saidOf(after) : 'rsvp.on-waiting-list'),
  })

/** Answers by a mailed link, which needs no account; `undo` takes the last answer back. */
export const answerByLink = async (deps: Deps, guest: Guest, said: RsvpInput | 'undo') =>
  recordAnswer(deps, guest.actor, {
    meetingId: guest.meetingId,
    contactId: guest.contact.id,
    organizationId: guest.organization.id,
    by: 'link',
    said,
    admit: (meeting) => requireStanding(deps, meeting, guest),
    also: (at, after) => receiptOf(deps, guest, at, after),
  })
