import type { Actor } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import { forOrganization, record } from '../../events/record.ts'
import { nothingTold, type Told } from '../../ledger/announce.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { movePlaces } from '../capacity/move.ts'
import { requireOnlyConfirms, settle } from '../capacity/settle.ts'
import { enlistMeeting } from '../enlist.ts'
import { answeredTooOften, oneWayOnly } from '../errors.ts'
import { meetingUnchanged, meetingWithAnswer, putAnswer } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { isWithdrawn } from '../standing.ts'
import { requireAnswerable } from '../state.ts'
import { follow, type Giver, isRestless, type Rsvp, type RsvpInput, type Said, saidBefore } from './rsvp.ts'

export interface Answering extends Omit<Giver, 'sequence'> {
  readonly meetingId: Meeting['id']
  /** `undo` takes the last answer back, to what stood before; a function sees what stands when it is recorded. */
  readonly said: RsvpInput | 'undo' | ((meeting: Meeting, before: Rsvp | undefined) => RsvpInput)
  /** Refuses whoever may not answer, once the meeting has been read. */
  readonly admit?: (meeting: Meeting) => Promise<void>
  /** When it was given, where that was earlier than it is recorded. */
  readonly givenAt?: string
  /** When it reached us, where that was earlier than somebody got to recording it: the deadline goes by that. */
  readonly reachedAt?: string
  /** What else is to be done when the answer is a new one. */
  readonly also?: (meeting: Meeting, after: Rsvp) => Told
}

/** Of a hybrid meeting, how they take part: as they say, as they said before, or online, which needs no journey. */
const inItsWay = ({ location }: Meeting, said: Said, before: Rsvp | undefined): Said => {
  const { attending = before?.attending ?? 'online', ...rest } = said
  const comes = said.answer === 'accepted' || said.answer === 'tentative'
  return location.kind === 'hybrid' && comes ? { ...rest, attending } : rest
}

const decide = (meeting: Meeting, before: Rsvp | undefined, answering: Answering, now: Date) => {
  const { said, givenAt, contactId, organizationId, by, told, calendar } = answering
  const at = givenAt === undefined ? now : new Date(givenAt)
  const giver = { contactId, organizationId, by, calendar, sequence: meeting.sequence }
  const given: Giver = { ...giver, ...(told && { told }) }
  const follows = (next: Said) => follow(before, inItsWay(meeting, next, before), given, at)
  if (typeof said === 'function') return follows(said(meeting, before))
  if (said === 'undo') return before && follows(saidBefore(before))
  if (said.attending && meeting.location.kind !== 'hybrid') throw oneWayOnly()
  return follows(said)
}

/** Records an answer of one who was found to be invited. The same answer again changes nothing. */
export const recordAnswer = async (deps: Deps, actor: Actor, answering: Answering) =>
  onFreshRead(async () => {
    const { meetingId, contactId, organizationId, by, also } = answering
    const { meeting, answer: before, counter } = await meetingWithAnswer(deps.store, meetingId, contactId)
    const now = deps.clock.now()
    const reachedAt = answering.reachedAt ? new Date(answering.reachedAt) : now
    await answering.admit?.(meeting)
    if (isWithdrawn(meeting, contactId)) throw notFound('contact among those invited')
    const given = decide(meeting, before, answering, now)
    requireAnswerable(meeting, now, before, reachedAt)
    if (!given || given === before) return { meeting, before, rsvp: before }
    if (by === 'link' && before && isRestless(before, now)) throw answeredTooOften()
    requireOnlyConfirms(meeting, { before, after: given }, reachedAt)
    const place = settle(meeting, { before, after: given, counter })
    const after: Rsvp = place ? { ...given, place } : given
    const further = also?.(meeting, after) ?? nothingTold
    await deps.store.transact([
      // An answer must not slip in behind a cancellation or a smaller capacity.
      ...meetingUnchanged(meeting),
      putAnswer(meetingId, before, after),
      ...movePlaces(meeting, before, after, now),
      ...enlistMeeting({ meetingId, startsAt: meeting.startsAtUtc, formerStarts: [] }, [organizationId]),
      ...further.actions,
      record(deps, actor, {
        type: 'meeting.answered',
        subject: meetingId,
        audience: forOrganization(organizationId),
        data: {
          contactId,
          organizationId,
          by,
          ...(after.answer && { answer: after.answer, delegates: after.delegates }),
          ...(place && { place: place.status }),
        },
        notifications: further.notifications,
      }),
    ])
    return { meeting, before, rsvp: after }
  }, 20)
