import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { organizationToAnswerFor } from '../meetings/answers/answer-for.ts'
import { recordPollAnswer } from '../meetings/polls/answer.ts'
import type { PollAnswerInput } from '../meetings/polls/answers.ts'
import { getPoll } from '../meetings/polls/repository.ts'
import { asAnswer, type Named } from './change.ts'
import { noPollAnswer } from './errors.ts'
import type { Reply } from './schema.ts'

interface Recording extends Named {
  /** What the mail says, as whoever read it understands it. */
  readonly said: Omit<PollAnswerInput, 'told'>
}

/** Records which times suit by what a held mail says. What came before the poll's end counts, whenever it is read. */
export const pollAnswerByReply = async (
  deps: Deps,
  actor: Actor,
  { said, ...named }: Recording,
): Promise<Reply> => {
  const { held, told, after, also } = await asAnswer(deps, actor, named)
  const { subject, contactId, receivedAt: reachedAt } = held
  if (!contactId || !subject?.startsWith('pol_')) throw noPollAnswer()
  const poll = await getPoll(deps.store, subject)
  const { id: organizationId } = await organizationToAnswerFor(deps, actor, poll, contactId)
  const giver = { contactId, organizationId, by: 'coordinator', told } as const
  await recordPollAnswer(deps, actor, { pollId: poll.id, ...giver, said, reachedAt, also })
  return after
}
