import type { Actor } from '../access/actor.ts'
import { permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { lastIssued } from './issued.ts'
import { getAlert } from './repository.ts'
import type { Alert } from './schema.ts'

export interface Comparison {
  readonly alert: Alert
  /** What the revision before this one said when it was approved; nothing where this is the first. */
  readonly approved: Alert['content'] | undefined
}

/** An alert for whoever has to approve it, beside what was approved last. */
export const compareAlert = async (deps: Deps, actor: Actor, id: string): Promise<Comparison> => {
  permitToKnow(actor, 'alert.read-unissued', 'alert')
  const alert = await getAlert(deps.store, id)
  const issued = await lastIssued(deps.store, alert)
  return { alert, approved: issued && issued.revision < alert.revision ? issued.content : undefined }
}
