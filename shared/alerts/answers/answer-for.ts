import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { getOrganization } from '../../organizations/repository.ts'
import { asTold } from '../../replies/told.ts'
import type { AlertAnswer, AnswerInput } from './answer.ts'
import { recordAnswer } from './record.ts'

interface AnswerFor {
  readonly alertId: string
  readonly organizationId: string
  readonly said: AnswerInput
}

/** Answers for one's own organization; a coordinator for one that told them, by phone, in person or by messenger. */
export const answerFor = async (
  deps: Deps,
  actor: Actor,
  { alertId, organizationId, said }: AnswerFor,
): Promise<AlertAnswer> => {
  permit(actor, 'alert.answer', { organizationId })
  const { id, relation } = await getOrganization(deps.store, organizationId)
  const told = said.told && asTold(deps, actor, said.told)
  const isOwn = actor.kind === 'person' && actor.organizationId === id && !told
  const giver = {
    organizationId: id,
    relation,
    ...(isOwn
      ? { contactId: actor.contactId, by: 'api' as const }
      : { by: 'coordinator' as const, ...(told && { told }) }),
  }
  const answer = await recordAnswer(deps, actor, { alertId, giver, said })
  return answer!
}
