import { type Actor, isCoordinator, stampOf } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { getOrganization } from '../../organizations/repository.ts'
import type { AlertAnswer, AnswerInput } from './answer.ts'
import { notYetSaid, toldOnlyToCoordinators } from './errors.ts'
import { recordAnswer } from './record.ts'

interface AnswerFor {
  readonly alertId: string
  readonly organizationId: string
  readonly said: AnswerInput
}

/** How an answer was told, as it is kept: with when, and who recorded it. */
const asTold = ({ clock }: Pick<Deps, 'clock'>, actor: Actor, { told }: AnswerInput) => {
  if (!told) return {}
  const at = told.at ? new Date(told.at) : clock.now()
  if (at > clock.now()) throw notYetSaid()
  const { contactId: recordedBy } = stampOf(actor)
  return { told: { ...told, at: at.toISOString(), ...(recordedBy && { recordedBy }) } }
}

/** Answers for one's own organization; a coordinator for one that told them, by phone, in person or by messenger. */
export const answerFor = async (
  deps: Deps,
  actor: Actor,
  { alertId, organizationId, said }: AnswerFor,
): Promise<AlertAnswer> => {
  permit(actor, 'alert.answer', { organizationId })
  const { id, relation } = await getOrganization(deps.store, organizationId)
  if (said.told && !isCoordinator(actor)) throw toldOnlyToCoordinators()
  const isOwn = actor.kind === 'person' && actor.organizationId === id && !said.told
  const giver = {
    organizationId: id,
    relation,
    ...(isOwn
      ? { contactId: actor.contactId, by: 'api' as const }
      : { by: 'coordinator' as const, ...asTold(deps, actor, said) }),
  }
  const answer = await recordAnswer(deps, actor, { alertId, giver, said })
  return answer!
}
