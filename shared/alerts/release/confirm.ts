import { type Person, stampOf } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { refuseResting } from '../../identity/resting.ts'
import { getSettings } from '../../settings/repository.ts'
import { revise } from '../../storage/collection.ts'
import { escalationForLate } from '../escalation/plan.ts'
import { requireAhead } from '../expiry.ts'
import { happened } from '../happened.ts'
import { lastIssued } from '../issued.ts'
import { replaceAlert } from '../repository.ts'
import type { Alert } from '../schema.ts'
import { isEnough, isInDoubt, refuseUnfit } from './approvals.ts'
import { letPass, withheldByNow } from './let-pass.ts'

/** What one person alone has issued and this digest names, as long as nobody has confirmed it. */
export const awaitingConfirmation = ({ issues }: Alert, digest: string) => {
  const last = issues.at(-1)
  return last?.unconfirmed && last.digest === digest ? { ...last, unconfirmed: last.unconfirmed } : undefined
}

interface Confirmation {
  readonly before: Alert
  readonly issue: NonNullable<ReturnType<typeof awaitingConfirmation>>
}

/** A second person stands behind what one issued alone: it goes to all whom it had to wait for, at once. */
export const confirmIssue = async (deps: Deps, actor: Person, { before, issue }: Confirmation) => {
  const { touchedBy, by } = issue.unconfirmed
  refuseUnfit({ touchedBy, approvals: issue.approvals }, actor)
  await refuseResting(deps, actor)
  const { content } = (await lastIssued(deps.store, before))!
  const now = deps.clock.now()
  if (content.messageType !== 'cancel') requireAhead(content, now)
  const approvals = [...issue.approvals, { by: stampOf(actor), at: now.toISOString() }]
  const doubts = await Promise.all(approvals.map((each) => isInDoubt(deps, each)))
  const sure = approvals.filter((_, at) => !doubts[at])
  const { digest } = issue
  const needed = (await getSettings(deps.store)).approvals[content.level]
  if (!isEnough({ touchedBy, approvals: sure }, { needed, alone: by.contactId })) {
    const issues = [...before.issues.slice(0, -1), { ...issue, approvals }]
    const after = revise(before, { issues }, now)
    const data = { digest, alone: false }
    await deps.store.transact([
      ...replaceAlert(before, after),
      happened(deps, actor, 'alert.approved', after, { data }),
    ])
    return after
  }
  const withheldSince = await withheldByNow(deps, { content, issue })
  const { unconfirmed: _, ...confirmed } = issue
  return letPass(deps, actor, {
    before,
    issue: { ...confirmed, approvals, withheldSince },
    type: 'alert.confirmed',
    data: { digest },
    also:
      content.messageType === 'cancel'
        ? []
        : await escalationForLate(deps.store, { ...before, content }, now),
  })
}
