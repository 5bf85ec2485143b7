import type { Actor } from '../access/actor.ts'
import { permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { lastIssued } from './issued.ts'
import type { Alert } from './schema.ts'

/** What the revision before this one said when it was approved, to be compared with; nothing where this is the first. */
export const approvedBefore = async (
  deps: Deps,
  actor: Actor,
  alert: Alert,
): Promise<Alert['content'] | undefined> => {
  permitToKnow(actor, 'alert.read-unissued', 'alert')
  const issued = await lastIssued(deps.store, alert)
  return issued && issued.revision < alert.revision ? issued.content : undefined
}
