import type { Actor } from '../access/actor.ts'
import type { AlertAnswer, AnswerInput } from '../alerts/answers/answer.ts'
import { recordAnswer } from '../alerts/answers/record.ts'
import type { Deps } from '../deps.ts'
import { findOrganization } from '../organizations/repository.ts'
import { asAnswer, type Named } from './change.ts'
import { noAnswer } from './errors.ts'
import type { Reply } from './schema.ts'

interface Recording extends Named {
  /** What the mail says, as whoever read it understands it. */
  readonly said: Omit<AnswerInput, 'told'>
}

/** Records what a held mail says as the answer of its organization to the alert it is about. */
export const answerByReply = async (
  deps: Deps,
  actor: Actor,
  { said, ...named }: Recording,
): Promise<{ readonly reply: Reply; readonly answer: AlertAnswer }> => {
  const { held, told, after, also } = await asAnswer(deps, actor, named)
  const { subject, organizationId, contactId } = held
  const organization = organizationId && (await findOrganization(deps.store, organizationId))
  if (!organization || !subject?.startsWith('alt_')) throw noAnswer()
  const answer = await recordAnswer(deps, actor, {
    alertId: subject,
    giver: {
      organizationId: organization.id,
      relation: organization.relation,
      ...(contactId && { contactId }),
      by: 'coordinator',
      told,
    },
    said,
    also,
  })
  return { reply: after, answer: answer! }
}
