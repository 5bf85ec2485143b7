import type { Store } from '../storage/store.ts'
import { findRevision } from './repository.ts'
import type { Alert } from './schema.ts'

/** What was issued last, whatever is being written since. */
export const lastIssued = async (
  store: Store,
  { id, revision, content, issues }: Alert,
): Promise<Pick<Alert, 'revision' | 'content'> | undefined> => {
  const last = issues.at(-1)
  if (!last) return undefined
  if (last.revision === revision) return { revision, content }
  const kept = await findRevision(store, id, last.revision)
  return { revision: last.revision, content: kept!.content }
}

/** An alert as those see it who do not write it. */
export const asIssued = async (store: Store, alert: Alert): Promise<Alert | undefined> => {
  const issued = await lastIssued(store, alert)
  const isCancelled = alert.issues.at(-1)?.messageType === 'cancel'
  return (
    issued && {
      ...alert,
      ...issued,
      state: isCancelled ? 'cancelled' : 'issued',
      submission: undefined,
      remarks: undefined,
      touchedBy: [],
    }
  )
}
