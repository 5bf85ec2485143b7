import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { getOrganization } from '../../organizations/repository.ts'
import type { AlertAnswer, AnswerInput } from './answer.ts'
import { recordAnswer } from './record.ts'

interface AnswerFor {
  readonly alertId: string
  readonly organizationId: string
  readonly said: AnswerInput
}

/** Answers for one's own organization; a coordinator for one that told them, on the phone say. */
export const answerFor = async (
  deps: Deps,
  actor: Actor,
  { alertId, organizationId, said }: AnswerFor,
): Promise<AlertAnswer> => {
  permit(actor, 'alert.answer', { organizationId })
  const { id, relation } = await getOrganization(deps.store, organizationId)
  const own = actor.kind === 'person' && actor.organizationId === id ? actor : undefined
  const giver = {
    organizationId: id,
    relation,
    ...(own ? { contactId: own.contactId, by: 'api' as const } : { by: 'coordinator' as const }),
  }
  const answer = await recordAnswer(deps, actor, { alertId, giver, said })
  return answer!
}
