import { isDeepStrictEqual } from 'node:util'
import type { Deps } from '../../deps.ts'
import { getSituation, situationUnchanged } from '../../situations/repository.ts'
import type { Action } from '../../storage/store.ts'
import { withholdingOf } from '../audience.ts'
import { hasExpired } from '../expiry.ts'
import type { Alert } from '../schema.ts'
import { isInDoubt } from './approvals.ts'
import type { Stop } from './schema.ts'

/** What speaks against going out, or else what must still hold in the transaction that lets it. */
export type Look = { readonly because: Stop } | { readonly checks: Action[] }

/** Whom a first alert is withheld from may have grown since submission; what follows goes to who was told before. */
const lookAtWithholding = async (
  deps: Deps,
  { issues, content, submission }: Pick<Alert, 'issues' | 'content' | 'submission'>,
): Promise<Look> => {
  if (issues.length > 0) return { checks: [] }
  const situation = await getSituation(deps.store, content.situationId)
  if (!isDeepStrictEqual(submission!.withhold, withholdingOf(situation)))
    return { because: 'withholding-changed' }
  return { checks: [situationUnchanged(situation)] }
}

/** The last look before an approved revision goes out: much may have happened since somebody approved it. */
export const lookAgain = async (
  deps: Deps,
  alert: Pick<Alert, 'issues' | 'content' | 'submission' | 'approvals'>,
): Promise<Look> => {
  const { content, approvals } = alert
  if (content.messageType !== 'cancel' && hasExpired(content, deps.clock.now())) return { because: 'expired' }
  const doubts = await Promise.all(approvals.map((each) => isInDoubt(deps, each)))
  if (doubts.some(Boolean)) return { because: 'approver-in-doubt' }
  return lookAtWithholding(deps, alert)
}
