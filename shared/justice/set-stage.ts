import { type Actor, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { revise } from '../storage/collection.ts'
import { requireVersion } from '../storage/fresh.ts'
import { cannotCome } from './errors.ts'
import { happened } from './happened.ts'
import { cases, getCase, keepStage } from './repository.ts'
import type { Case, StageChange } from './schema.ts'
import { isJudgedAt, reachableFrom } from './vocabulary.ts'

interface Setting {
  readonly id: string
  readonly version: number
  readonly change: StageChange
}

/** Where nothing is judged any more, nobody stands convicted or acquitted. */
const outcomesAt = ({ accused }: Case, judged: boolean): Case['accused'] =>
  judged
    ? accused
    : accused.map(({ outcome, ...each }) => (outcome === 'discontinued' ? { ...each, outcome } : each))

/** Keeps that a case came to a stage, when, by whom, and what shows it; a retrial makes every verdict undone. */
export const setStage = async (deps: Deps, actor: Actor, { id, version, change }: Setting): Promise<Case> => {
  permit(actor, 'case.keep')
  const before = await getCase(deps.store, id)
  requireVersion('case', before, version)
  const { stage, since, correction } = change
  if (!correction && !reachableFrom[stage].includes(before.stage)) throw cannotCome(before.stage, stage)
  const now = deps.clock.now()
  const judged = isJudgedAt(stage, before.judged)
  const after = revise(before, { stage, since, judged, accused: outcomesAt(before, judged) }, now)
  await deps.store.transact([
    ...cases.replace(before, after),
    keepStage(after, { ...change, from: before.stage, at: now.toISOString(), by: stampOf(actor) }),
    ...(await happened(deps, actor, 'case.stage-changed', after)),
  ])
  return after
}
