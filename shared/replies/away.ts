import { passOn } from '../alerts/escalation/pass-on.ts'
import type { Deps } from '../deps.ts'
import { replies } from './repository.ts'

/** A machine answered an emergency for whoever is away: the next contact of the organization is asked at once. */
export const passOnWhoIsAway = async (deps: Deps, replyId: string): Promise<void> => {
  const reply = await replies.find(deps.store, replyId)
  const { subject, organizationId, contactId } = reply ?? {}
  if (!subject?.startsWith('alt_') || !organizationId || !contactId) return
  await passOn(deps, { alertId: subject, organizationId, contactId, because: 'away' })
}
