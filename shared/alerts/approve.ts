import { type Actor, type Person, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { refuseResting } from '../identity/resting.ts'
import { getSettings } from '../settings/repository.ts'
import type { Settings } from '../settings/schema.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead, requireVersion } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import {
  alreadyExpired,
  approverInDoubt,
  onlyEmergenciesAlone,
  otherDigest,
  stoppedNow,
  withholdingChanged,
} from './errors.ts'
import { requireAhead } from './expiry.ts'
import { happened } from './happened.ts'
import { stepTo } from './lifecycle.ts'
import { isEnough, refuseUnfit } from './release/approvals.ts'
import { awaitingConfirmation, confirmIssue } from './release/confirm.ts'
import { breakTheGlass } from './release/glass.ts'
import { goesOutAt, scheduleRelease, unscheduleRelease } from './release/hold.ts'
import { lookAgain } from './release/look-again.ts'
import { goOut } from './release/release.ts'
import type { Held } from './release/schema.ts'
import { getAlert, replaceAlert } from './repository.ts'
import type { Alert, ApprovalInput } from './schema.ts'

/** Why what a look finds cannot be approved. */
const refusals = {
  expired: alreadyExpired,
  'withholding-changed': withholdingChanged,
  'approver-in-doubt': approverInDoubt,
  halted: stoppedNow,
} as const

/** A second person joins who broke the glass while it is still held; else the revision must be in review. */
const stateAfter = (before: Alert, { breakGlass }: ApprovalInput) => {
  const { held } = before
  if (breakGlass || !held?.breakGlass) return stepTo(before, 'approved')
  if (held.stopped) throw stoppedNow()
  return before.state
}

interface Approving {
  readonly before: Alert
  readonly approval: ApprovalInput
  readonly settings: Settings
}

/** How the revision is held once this approval counts; nothing while it needs another. */
const heldBy = (
  actor: Actor,
  { before, approval, settings }: Approving,
  { approvals, now }: Pick<Alert, 'approvals'> & { readonly now: Date },
): Held | undefined => {
  const { content, touchedBy, held } = before
  if (approval.breakGlass) {
    const { organizationIds } = settings.breakGlass
    const breakGlass = { reason: approval.breakGlass.reason, by: stampOf(actor), organizationIds }
    return { until: goesOutAt(content, { settings, alone: true, now }), breakGlass }
  }
  const needed = settings.approvals[content.level]
  if (!isEnough({ touchedBy, approvals }, { needed, alone: held?.breakGlass?.by.contactId })) return held
  return { ...held, until: goesOutAt(content, { settings, alone: false, now }) }
}

const refuse = async (deps: Deps, actor: Person, { before, approval }: Approving) => {
  const { content, submission } = before
  if (submission?.digest !== approval.digest) throw otherDigest()
  if (approval.breakGlass && content.level !== 'emergency') throw onlyEmergenciesAlone()
  if (!approval.breakGlass) refuseUnfit(before, actor)
  await refuseResting(deps, actor)
  if (content.messageType !== 'cancel') requireAhead(content, deps.clock.now())
}

const approveRevision = async (deps: Deps, actor: Person, approving: Approving): Promise<Alert> => {
  const { before, approval } = approving
  const state = stateAfter(before, approval)
  await refuse(deps, actor, approving)
  const now = deps.clock.now()
  const others = before.approvals.filter(({ by }) => by.contactId !== actor.contactId)
  const approvals = [...others, { by: stampOf(actor), at: now.toISOString() }]
  const held = heldBy(actor, approving, { approvals, now })
  const look = await lookAgain(deps, { ...before, approvals })
  if ('because' in look) throw refusals[look.because]()
  const { digest, breakGlass } = approval
  const alone = approval.breakGlass !== undefined
  const data = { digest, alone, ...(held && { releaseAt: held.until }) }
  const approved = { ...before, approvals, held, ...(held && { state, remarks: undefined }) }
  if (held && Date.parse(held.until) <= now.getTime()) {
    const told = happened(deps, actor, 'alert.approved', approved, { data })
    return goOut(deps, actor, { before, approved, checks: [...look.checks, told] })
  }
  const glass = breakGlass && held ? await breakTheGlass(deps, actor, before, held) : undefined
  const after = revise(before, { ...approved, ...(glass && { reviews: glass.reviews }) }, now)
  const isMoved = held && held.until !== before.held?.until
  const moved: Action[] = isMoved ? [...unscheduleRelease(before), scheduleRelease(before, held)] : []
  await deps.store.transact([
    ...replaceAlert(before, after),
    ...look.checks,
    ...moved,
    ...(glass?.actions ?? []),
    happened(deps, actor, 'alert.approved', after, { data, notifications: glass?.notifications ?? [] }),
  ])
  return after
}

interface Approval {
  readonly id: string
  readonly version?: number | undefined
  readonly approval: ApprovalInput
}

/**
 * Approves the frozen revision that the digest names. With as many approvals as its level needs it goes out: an
 * emergency at once, anything else after the hold or at its own time. Of an emergency that one person has issued
 * alone, it is the confirmation.
 */
export const approveAlert = (
  deps: Deps,
  actor: Actor,
  { id, version, approval }: Approval,
): Promise<Alert> => {
  permit(actor, 'alert.approve')
  if (approval.breakGlass) permit(actor, 'alert.break-glass')
  return onFreshRead(
    async () => {
      const before = await getAlert(deps.store, id)
      requireVersion('alert', before, version)
      const issue = approval.breakGlass ? undefined : awaitingConfirmation(before, approval.digest)
      if (issue) return confirmIssue(deps, actor as Person, { before, issue })
      const settings = await getSettings(deps.store)
      return approveRevision(deps, actor as Person, { before, approval, settings })
    },
    version === undefined ? undefined : 1,
  )
}
