import type { Store } from '../../storage/store.ts'
import { hasExpired } from '../expiry.ts'
import { asIssued } from '../issued.ts'
import { getAlert } from '../repository.ts'
import type { InForce } from './carry-out.ts'

/** The alert as it was issued last, while anybody is to answer it; nothing once it has ended or expired. */
export const alertInForce = async (
  store: Store,
  alertId: string,
  now: Date,
): Promise<InForce | undefined> => {
  const alert = await asIssued(store, await getAlert(store, alertId))
  const issue = alert?.issues.at(-1)
  if (!alert || !issue || issue.messageType === 'cancel' || hasExpired(alert.content, now)) return undefined
  return { alert, issue }
}
