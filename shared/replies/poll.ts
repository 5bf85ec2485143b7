import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { organizationToAnswerFor } from '../meetings/answer-for.ts'
import { recordPollAnswer } from '../meetings/polls/answer.ts'
import type { PollAnswerInput } from '../meetings/polls/answers.ts'
import { getPoll } from '../meetings/polls/repository.ts'
import { closing, heldMatter, type Named } from './change.ts'
import { noPollAnswer } from './errors.ts'
import type { Reply } from './schema.ts'

interface Recording extends Named {
  /** What the mail says, as whoever read it understands it. */
  readonly said: Omit<PollAnswerInput, 'told'>
}

/** Records which times suit by what a held mail says, and is done with the mail: one step and one transaction. */
export const pollAnswerByReply = async (
  deps: Deps,
  actor: Actor,
  { said, ...named }: Recording,
): Promise<Reply> => {
  const { held, told } = await heldMatter(deps, actor, named)
  const { subject, contactId } = held
  if (!contactId || !subject?.startsWith('pol_')) throw noPollAnswer()
  const poll = await getPoll(deps.store, subject)
  const { id: organizationId } = await organizationToAnswerFor(deps, actor, poll, contactId)
  const { after, actions } = closing(deps, actor, held, { outcome: 'answered' })
  await recordPollAnswer(deps, actor, {
    ...{ pollId: poll.id, contactId, organizationId, by: 'coordinator', told, said },
    reachedAt: held.receivedAt,
    also: () => ({ actions, notifications: [] }),
  })
  return after
}
