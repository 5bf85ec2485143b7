import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import { enlistMeeting } from './enlist.ts'
import { answeredTooOften, full } from './errors.ts'
import { meetingUnchanged, meetingWithAnswer, putAnswer, takePlaces } from './repository.ts'
import { follow, type Giver, isRestless, placesOf, type Rsvp, type RsvpInput, saidBefore } from './rsvp.ts'
import type { Meeting } from './schema.ts'
import { requireAnswerable } from './state.ts'

export interface Answering extends Omit<Giver, 'sequence'> {
  readonly meetingId: Meeting['id']
  /** `undo` takes the last answer back, to what stood before. */
  readonly said: RsvpInput | 'undo'
  /** What else is to be done when the answer is a new one. */
  readonly also?: (
    meeting: Meeting,
    after: Rsvp,
  ) => { readonly actions: readonly Action[]; readonly notifications: readonly string[] }
}

const decide = (before: Rsvp | undefined, said: Answering['said'], giver: Giver, now: Date) => {
  if (said !== 'undo') return follow(before, said, giver, now)
  return before && follow(before, saidBefore(before), giver, now)
}

/** Records an answer of one who was found to be invited. The same answer again changes nothing. */
export const recordAnswer = async (deps: Deps, actor: Actor, answering: Answering) =>
  onFreshRead(async () => {
    const { meetingId, contactId, organizationId, by, said, also } = answering
    const { meeting, answer: before, taken } = await meetingWithAnswer(deps.store, meetingId, contactId)
    const now = deps.clock.now()
    requireAnswerable(meeting, now)
    const giver = { contactId, organizationId, by, sequence: meeting.sequence }
    const after = decide(before, said, giver, now)
    if (!after || after === before) return { meeting, rsvp: before }
    if (by === 'link' && before && isRestless(before, now)) throw answeredTooOften()
    const places = placesOf(after) - placesOf(before)
    if (places > 0 && taken + places > (meeting.capacity ?? Number.POSITIVE_INFINITY)) throw full()
    const further = also?.(meeting, after) ?? { actions: [], notifications: [] }
    await deps.store.transact([
      // An answer must not slip in behind a cancellation or a smaller capacity.
      meetingUnchanged(meeting),
      putAnswer(meetingId, before, after),
      ...takePlaces(meeting, places),
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
        },
        notifications: further.notifications,
      }),
    ])
    return { meeting, rsvp: after }
  }, 20)
