import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { findDeliveredOrganization } from '../../ledger/history.ts'
import { findSubjects } from '../../ledger/repository.ts'
import type { ReplyAddress } from '../../links/reply-address.ts'
import { findOrganization } from '../../organizations/repository.ts'
import type { InboundMail } from '../../replies/inbound.ts'
import type { Holding } from '../../replies/receive.ts'
import type { Reply } from '../../replies/schema.ts'
import { foldAddress } from '../../text.ts'
import { sayWaiting } from '../capacity/say-waiting.ts'
import { getMeeting } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { matchInstance } from '../series/match.ts'
import { findApart, takeOut } from '../series/take-out.ts'
import { closedBecause } from '../state.ts'
import { recordAnswer } from './answer.ts'
import { type Guest, requireStanding } from './by-link.ts'
import { type CalendarReply, type Participation, readCalendarReply } from './calendar-reply.ts'
import { followUp } from './follow-up.ts'
import { isOvertaken, type Rsvp, type RsvpInput, rsvpInput } from './rsvp.ts'

type Because = NonNullable<Reply['because']>

const answers: Readonly<Record<string, RsvpInput['answer']>> = {
  ACCEPTED: 'accepted',
  TENTATIVE: 'tentative',
  DECLINED: 'declined',
}

const meetingIdOf = async ({ store }: Deps, { prefix, subject }: ReplyAddress) => {
  const [about] = prefix === 'rsvp' ? [subject] : await findSubjects(store, [subject])
  return about?.startsWith('mtg_') ? (about as Meeting['id']) : undefined
}

/** Whom the address was made for, if they are still in the roster. */
const guestOf = async (deps: Deps, address: ReplyAddress): Promise<Guest | undefined> => {
  const meetingId = await meetingIdOf(deps, address)
  const organizationId = await findDeliveredOrganization(deps.store, address.contactId)
  const organization = organizationId ? await findOrganization(deps.store, organizationId) : undefined
  const contact = organization?.contacts.find(({ id }) => id === address.contactId)
  if (!meetingId || !organization || organization.status || !contact) return undefined
  const actor = { kind: 'recipient', contactId: contact.id, organizationId: organization.id } as const
  return { actor, meetingId, organization, contact }
}

interface Given {
  readonly mail: InboundMail
  readonly reply: CalendarReply
  readonly guest: Guest
}

/** Only the invited themselves answer: their domain vouches for the mail, and it carries their own answer. */
const ownAnswer = ({ mail, reply, guest }: Given): Participation | Because => {
  const address = foldAddress(guest.contact.email)
  const own = reply.attendees.get(address)
  const compromised = guest.contact.suppressed?.reason === 'compromised'
  if (!mail.verified || mail.suspicious || compromised) return 'unverified'
  if (mail.from !== address || !own) return 'from-somebody-else'
  return own.onBehalf || own.status === 'DELEGATED' ? 'on-behalf' : own
}

/** A client whose clock is ahead must not outdate what it says later. */
const markOf = ({ mail: { receivedAt }, reply: { sequence, stamp = receivedAt } }: Given) => ({
  sequence,
  stamp: stamp < receivedAt ? stamp : receivedAt,
})

/** What a reply claims that its contact answers to this meeting, or to a series. */
const ownClaim = (given: Given, { uid }: Meeting): Participation | Because => {
  const { mail, reply } = given
  if (mail.kind === 'bounce' || !['REPLY', 'COUNTER'].includes(reply.method)) return 'not-an-answer'
  return reply.uid === uid ? ownAnswer(given) : 'another-meeting'
}

/** The answer that a reply gives at this moment, or why a person must look at it. */
const decide = (given: Given, meeting: Meeting, before: Rsvp | undefined, now: Date) => {
  const { mail, reply } = given
  const own = ownClaim(given, meeting)
  if (typeof own === 'string') return own
  if (reply.method === 'COUNTER') return 'another-time-proposed'
  const answer = answers[own.status]
  if (!answer) return 'not-an-answer'
  const mark = markOf(given)
  const toThisTime = mark.sequence >= meeting.timeSequence && mark.sequence <= meeting.sequence
  if (!toThisTime || (before && isOvertaken(before, mark, mail.receivedAt))) return 'outdated'
  return closedBecause(meeting, now, before) ? 'too-late' : { answer }
}

/** A button says yes or no, and nothing of who comes: what the contact said of that before still holds. */
const saidBy = (reply: CalendarReply, answer: RsvpInput['answer'], before: Rsvp | undefined): RsvpInput => {
  const { delegates = 1, delegateNames, comment: kept } = before?.answer === answer ? before : {}
  const { data: comment = kept } = rsvpInput.shape.comment.safeParse(reply.comment?.slice(0, 500))
  return { answer, delegates, ...(delegateNames && { delegateNames }), ...(comment && { comment }) }
}

class NotCounted extends Error {
  readonly because: Because
  constructor(because: Because) {
    super(because)
    this.because = because
  }
}

/** What the meeting's own refusal means for the mail; anything else is a failure, and the mail comes again. */
const becauseOf = (error: unknown): Because => {
  if (error instanceof NotCounted) return error.because
  if (error instanceof DomainError && error.code === 'not-found') return 'not-invited'
  if (error instanceof DomainError && error.code === 'conflict') return 'full'
  throw error
}

/** Which of a series a reply answers; it is set apart only for whom it is, and by their own claim. */
const guestOfNamed = async (deps: Deps, given: Given, series: Meeting): Promise<Guest> => {
  const { guest, reply } = given
  const { occurrence: named } = reply
  const claim = ownClaim(given, series)
  if (typeof claim === 'string') throw new NotCounted(claim)
  await requireStanding(deps, series, guest)
  const instance = named && !named.andFollowing && matchInstance(series, named)
  if (!instance) throw new NotCounted('another-meeting')
  const { endsAtUtc } = (await findApart(deps, series, instance)) ?? instance
  if (endsAtUtc <= deps.clock.now().toISOString()) throw new NotCounted('too-late')
  const one = await takeOut(deps, guest.actor, series.id, instance)
  return { ...guest, meetingId: one.id }
}

/** To one of a series, to all of it, or to a single meeting, whatever mail the address was in. */
const guestAnswering = async (deps: Deps, given: Given): Promise<Guest> => {
  const { guest, reply } = given
  const { occurrence } = await getMeeting(deps.store, guest.meetingId)
  const meetingId = occurrence ? occurrence.seriesId : guest.meetingId
  if (!reply.occurrence) return { ...guest, meetingId }
  return guestOfNamed(deps, given, await getMeeting(deps.store, meetingId))
}

const record = async (deps: Deps, given: Given) => {
  const { mail, reply } = given
  const guest = await guestAnswering(deps, given)
  await recordAnswer(deps, guest.actor, {
    meetingId: guest.meetingId,
    contactId: guest.contact.id,
    organizationId: guest.organization.id,
    by: 'mail',
    calendar: markOf(given),
    givenAt: mail.receivedAt,
    admit: (meeting) => requireStanding(deps, meeting, guest),
    also: (meeting, after) => sayWaiting(deps, guest, meeting, after),
    said: (meeting, before) => {
      const decided = decide(given, meeting, before, deps.clock.now())
      if (typeof decided === 'string') throw new NotCounted(decided)
      return saidBy(reply, decided.answer, before)
    },
  })
}

/** Records what a contact's calendar answers; whatever is not clear is to be held, and it says why. */
export const answerByCalendar = async (
  deps: Deps,
  mail: InboundMail,
  address: ReplyAddress,
): Promise<'done' | Holding> => {
  const [calendar, another] = mail.calendars
  const reply = another === undefined ? readCalendarReply(calendar!) : undefined
  if (!reply) return { because: 'unreadable-calendar' }
  const guest = await guestOf(deps, address)
  if (!guest) return { because: 'not-invited' }
  try {
    await record(deps, { mail, reply, guest })
    return 'done'
  } catch (error) {
    const because = becauseOf(error)
    return { because, also: () => followUp(deps, guest, reply, because) }
  }
}
