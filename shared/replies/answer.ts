import { type Actor, stampOf } from '../access/actor.ts'
import type { AlertAnswer, AnswerInput } from '../alerts/answers/answer.ts'
import { recordAnswer } from '../alerts/answers/record.ts'
import type { Deps } from '../deps.ts'
import { findOrganization } from '../organizations/repository.ts'
import { closing, heldReply } from './change.ts'
import { noAnswer, notTheirs } from './errors.ts'
import type { Reply } from './schema.ts'

interface Recording {
  readonly id: string
  readonly version?: number | undefined
  /** What the mail says, as whoever read it understands it. */
  readonly said: Omit<AnswerInput, 'told'>
}

/**
 * Records what a held mail says as the answer of its organization to the alert it is about, and is done with the
 * mail: one step and one transaction. What came from a mailbox in the hands of others is nobody's answer.
 */
export const answerByReply = async (
  deps: Deps,
  actor: Actor,
  { said, ...named }: Recording,
): Promise<{ readonly reply: Reply; readonly answer: AlertAnswer }> => {
  const held = await heldReply(deps, actor, named)
  const { subject, organizationId, contactId, receivedAt, because } = held
  if (because === 'compromised') throw notTheirs()
  const organization = organizationId && (await findOrganization(deps.store, organizationId))
  if (!organization || !subject?.startsWith('alt_') || held.kind === 'bounce') throw noAnswer()
  const recordedBy = stampOf(actor).contactId
  const told = { channel: 'mail', at: receivedAt, ...(recordedBy && { recordedBy }) } as const
  const { after, actions } = closing(deps, actor, held, { outcome: 'answered' })
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
    also: () => ({ actions, notifications: [] }),
  })
  return { reply: after, answer: answer! }
}
