import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { recordAnswer } from '../meetings/answer.ts'
import { organizationToAnswerFor } from '../meetings/answer-for.ts'
import { getMeeting } from '../meetings/repository.ts'
import type { RsvpInput } from '../meetings/rsvp.ts'
import { closing, heldMatter, type Named } from './change.ts'
import { noRsvp } from './errors.ts'
import type { Reply } from './schema.ts'

interface Recording extends Named {
  /** What the mail says, as whoever read it understands it. */
  readonly said: Omit<RsvpInput, 'told'>
}

/**
 * Records what a held mail says as the answer of its contact to the meeting it is about, and is done with the mail: one
 * step and one transaction. What came before the deadline counts, whenever somebody came to read it.
 */
export const rsvpByReply = async (
  deps: Deps,
  actor: Actor,
  { said, ...named }: Recording,
): Promise<Reply> => {
  const { held, told } = await heldMatter(deps, actor, named)
  const { subject, contactId } = held
  if (!contactId || !subject?.startsWith('mtg_')) throw noRsvp()
  const meeting = await getMeeting(deps.store, subject)
  const { id: organizationId } = await organizationToAnswerFor(deps, actor, meeting, contactId)
  const { after, actions } = closing(deps, actor, held, { outcome: 'answered' })
  await recordAnswer(deps, actor, {
    ...{ meetingId: meeting.id, contactId, organizationId, by: 'coordinator', told, said },
    reachedAt: held.receivedAt,
    also: () => ({ actions, notifications: [] }),
  })
  return after
}
