import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { findSituation } from '../situations/repository.ts'
import { revise } from '../storage/collection.ts'
import { requireVersion } from '../storage/fresh.ts'
import { unknownSituation } from './errors.ts'
import { happened } from './happened.ts'
import { cases, getCase } from './repository.ts'
import { refuseUnfit } from './rules.ts'
import type { Case, CaseChange } from './schema.ts'

interface Change {
  readonly id: string
  readonly version: number
  readonly change: CaseChange
}

/** Changes what is kept of a case; its stage is changed by `setStage`, which asks for sources. */
export const updateCase = async (
  deps: Deps,
  actor: Actor,
  { id, version, change }: Change,
): Promise<Case> => {
  permit(actor, 'case.keep')
  const before = await getCase(deps.store, id)
  requireVersion('case', before, version)
  const { situationId, ...rest } = change
  if (situationId && !(await findSituation(deps.store, situationId))) throw unknownSituation()
  const of = situationId === undefined ? {} : { situationId: situationId ?? undefined }
  const after = revise(before, { ...rest, ...of } as Partial<Case>, deps.clock.now())
  refuseUnfit(after)
  await deps.store.transact([
    ...cases.replace(before, after),
    ...(await happened(deps, actor, 'case.updated', after)),
  ])
  return after
}
