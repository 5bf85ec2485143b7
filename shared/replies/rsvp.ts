import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { recordAnswer } from '../meetings/answers/answer.ts'
import { organizationToAnswerFor } from '../meetings/answers/answer-for.ts'
import type { RsvpInput } from '../meetings/answers/rsvp.ts'
import { getMeeting } from '../meetings/repository.ts'
import { asAnswer, type Named } from './change.ts'
import { noRsvp } from './errors.ts'
import type { Reply } from './schema.ts'

interface Recording extends Named {
  /** What the mail says, as whoever read it understands it. */
  readonly said: Omit<RsvpInput, 'told'>
}

/**
 * Records what a held mail says as the answer of its contact to the meeting it is about. What came before the deadline
 * counts, whenever somebody came to read it.
 */
export const rsvpByReply = async (
  deps: Deps,
  actor: Actor,
  { said, ...named }: Recording,
): Promise<Reply> => {
  const { held, told, after, also } = await asAnswer(deps, actor, named)
  const { subject, contactId, receivedAt: reachedAt } = held
  if (!contactId || !subject?.startsWith('mtg_')) throw noRsvp()
  const meeting = await getMeeting(deps.store, subject)
  const { id: organizationId } = await organizationToAnswerFor(deps, actor, meeting, contactId)
  const giver = { contactId, organizationId, by: 'coordinator', told } as const
  await recordAnswer(deps, actor, { meetingId: meeting.id, ...giver, said, reachedAt, also })
  return after
}
