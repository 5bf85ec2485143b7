import { type Actor, system } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { tellDuty } from '../../duty/on-duty.ts'
import { announce } from '../../ledger/announce.ts'
import { putGate } from '../../ledger/gate.ts'
import { getSettings } from '../../settings/repository.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import type { Action } from '../../storage/store.ts'
import { openTask } from '../../tasks/open.ts'
import { mailOf, recipientsOf } from '../announcement.ts'
import { escalationAtIssue } from '../escalation/plan.ts'
import { planExpiry } from '../expiring.ts'
import { happened } from '../happened.ts'
import type { Issue } from '../issue.ts'
import { stepTo } from '../lifecycle.ts'
import { findPublic, publish } from '../publication/repository.ts'
import { putReference, referenceFor } from '../reference.ts'
import { getAlert, putRevision, replaceAlert } from '../repository.ts'
import type { Alert } from '../schema.ts'
import { isEnough } from './approvals.ts'
import { calledOffBefore, scheduleEmbargoes, waitsFrom } from './embargo.ts'
import { gateOf, isOpenToAll } from './gate.ts'
import { stoppedTask, unscheduleRelease } from './hold.ts'
import { withheldByNow } from './let-pass.ts'
import { lookAgain } from './look-again.ts'
import { wantsPublic } from './publication.ts'
import type { Stop } from './schema.ts'

/** An approved revision as it goes out now. */
const issueOf = async (deps: Deps, approved: Alert): Promise<Omit<Issue, 'notificationId'>> => {
  const { content, held, submission, approvals, touchedBy, revision, issues } = approved
  const last = issues.at(-1)
  const now = deps.clock.now()
  const { breakGlass } = held!
  const needed = breakGlass ? (await getSettings(deps.store)).approvals[content.level] : 0
  const isAlone = breakGlass && !isEnough(approved, { needed, alone: breakGlass.by.contactId })
  const issue = {
    revision,
    messageType: content.messageType,
    reference: await referenceFor(deps.store, approved),
    digest: submission!.digest,
    issuedAt: now.toISOString(),
    ...(submission!.issuers && { issuers: submission!.issuers }),
    approvals,
    ...(breakGlass && { breakGlass: { reason: breakGlass.reason } }),
    ...(isAlone && {
      unconfirmed: { by: breakGlass.by, organizationIds: breakGlass.organizationIds, touchedBy },
    }),
    waits: [...waitsFrom(content, now), ...calledOffBefore(approved)],
    withheldSince: last ? await withheldByNow(deps, { content, issue: last }) : [],
    countries: submission!.situation.countries,
  }
  return { ...issue, isPublic: wantsPublic(content) && isOpenToAll(issue, now) }
}

/** What the public sees of it now: nothing new while somebody has to wait, but what narrows is narrowed at once. */
const publicationOf = async (deps: Deps, after: Alert) => {
  const last = after.issues.at(-1)!
  const hides = !last.unconfirmed && !wantsPublic(after.content)
  return last.isPublic || hides ? publish(after, await findPublic(deps.store, after.id)) : []
}

interface Going {
  /** The alert as it is stored. */
  readonly before: Alert
  /** The same, approved. */
  readonly approved: Alert
  /** What must still hold, and whatever else happens at the same time. */
  readonly checks: readonly Action[]
}

/** Issues what is approved: change, event, notification and whom it has to wait for in one transaction. */
export const goOut = async (
  deps: Deps,
  actor: Actor,
  { before, approved, checks }: Going,
): Promise<Alert> => {
  const { id, content, issues, submission } = approved
  const { messageType, level } = content
  const state = stepTo(approved, messageType === 'cancel' ? 'issued as cancelled' : 'issued')
  const [issued, escalation] = await Promise.all([issueOf(deps, approved), escalationAtIssue(deps, approved)])
  const notice = announce(deps, {
    kind: 'alert',
    subject: id,
    recipients: recipientsOf(approved, escalation.toldSince),
    content: mailOf(approved, submission!.situation, issued),
    urgent: level === 'emergency' || messageType !== 'alert',
    corrects: issues.map(({ notificationId }) => notificationId).slice(-1),
    tellsSuperseded: messageType !== 'cancel',
  })
  const issue = { ...issued, notificationId: notice.id }
  const change = {
    ...{ state, issues: [...issues, issue], halted: false, remarks: undefined },
    ...{ approvals: [], held: undefined, resumption: undefined },
  }
  const after = revise(approved, change, deps.clock.now())
  await deps.store.transact([
    ...replaceAlert(before, after),
    ...checks,
    ...unscheduleRelease(before),
    putRevision(id, after.revision, content, issue.digest),
    putReference(issue.reference, { alertId: before.id, revision: issue.revision, digest: issue.digest }),
    ...(await publicationOf(deps, after)),
    ...notice.actions,
    ...escalation.actions,
    putGate(notice.id, gateOf(issue)),
    ...scheduleEmbargoes(after),
    ...(await planExpiry(deps, actor, after)),
    happened(deps, actor, 'alert.issued', after, {
      data: { messageType, digest: issue.digest, alone: issue.unconfirmed !== undefined },
      notifications: [notice.id],
    }),
  ])
  return after
}

/** Keeps back what must not go out any more as it was approved; people are to look at it. */
const keepBack = async (deps: Deps, before: Alert, because: Stop) => {
  const now = deps.clock.now()
  const stopped = { at: now.toISOString(), because }
  const after = revise(before, { held: { ...before.held!, stopped }, resumption: undefined }, now)
  const told = await tellDuty(deps, { subject: before.id, key: 'release-stopped', params: {}, urgent: true })
  const task = await openTask(deps, stoppedTask(before, stopped))
  await deps.store.transact([
    ...replaceAlert(before, after),
    ...told.actions,
    ...task.actions,
    happened(deps, system, 'alert.stopped', after, {
      data: { because },
      notifications: told.notifications,
    }),
  ])
}

/** The time of something approved has come: it goes out, unless it was stopped, or a last look forbids it. */
export const releaseWhenDue = (deps: Deps, id: string): Promise<void> =>
  onFreshRead(async () => {
    const before = await getAlert(deps.store, id)
    const { state, held } = before
    if (state !== 'approved' || !held || held.stopped) return
    if (Date.parse(held.until) > deps.clock.now().getTime()) return
    const look = await lookAgain(deps, before)
    if ('because' in look) await keepBack(deps, before, look.because)
    else await goOut(deps, system, { before, approved: before, checks: look.checks })
  })
