import { type Actor, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { findSituation } from '../situations/repository.ts'
import { newRecord } from '../storage/collection.ts'
import { unknownSituation } from './errors.ts'
import { happened } from './happened.ts'
import { cases, keepStage } from './repository.ts'
import { refuseUnfit } from './rules.ts'
import type { Case, CaseInput } from './schema.ts'
import { isJudgedAt } from './vocabulary.ts'

/** Begins to follow a case, at whatever stage it is. */
export const openCase = async (deps: Deps, actor: Actor, input: CaseInput): Promise<Case> => {
  permit(actor, 'case.keep')
  const { sources, ...given } = input
  const { stage, since, situationId } = given
  if (situationId && !(await findSituation(deps.store, situationId))) throw unknownSituation()
  const now = deps.clock.now()
  const opened: Case = {
    ...given,
    id: deps.ids.next('case'),
    judged: isJudgedAt(stage, false),
    ...newRecord(now),
  }
  refuseUnfit(opened)
  await deps.store.transact([
    ...cases.create(opened),
    keepStage(opened, { stage, since, sources, at: now.toISOString(), by: stampOf(actor) }),
    ...(await happened(deps, actor, 'case.opened', opened)),
  ])
  return opened
}
