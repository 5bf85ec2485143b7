import * as z from 'zod'
import type { Action } from '../storage/store.ts'
import { putAddressee } from './repository.ts'

const content = z.object({ alertId: z.string() })

/** The lists of the organizations that a notification of an alert goes to. Harmless twice. */
export const enlistAlert = (said: unknown, organizationIds: readonly string[]): Action[] => {
  const { alertId } = content.parse(said)
  return organizationIds.map((organizationId) => putAddressee(organizationId, alertId))
}
