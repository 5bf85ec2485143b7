import { isDeepStrictEqual } from 'node:util'
import { type Actor, type Person, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { tellCoordinators } from '../duty/on-duty.ts'
import { announce } from '../ledger/announce.ts'
import { findOrganization } from '../organizations/repository.ts'
import { getSituation, situationUnchanged } from '../situations/repository.ts'
import type { Situation } from '../situations/schema.ts'
import { revise } from '../storage/collection.ts'
import { requireVersion } from '../storage/fresh.ts'
import { mailOf, recipientsOf } from './announcement.ts'
import { withholdingOf } from './audience.ts'
import {
  approvalsRest,
  onlyEmergenciesAlone,
  otherDigest,
  ownRevision,
  withholdingChanged,
} from './errors.ts'
import { escalationAtIssue } from './escalation/plan.ts'
import { requireAhead } from './expiry.ts'
import { happened } from './happened.ts'
import { stepTo } from './lifecycle.ts'
import { findPublic, publish } from './publication/repository.ts'
import { putReference, referenceFor } from './reference.ts'
import { getAlert, putRevision, replaceAlert } from './repository.ts'
import type { Alert, ApprovalInput, Issue } from './schema.ts'

const day = 86_400_000

/** After a change of address, whoever holds the grant now may not be who was granted it. */
const refuseResting = async (deps: Deps, { organizationId, contactId }: Person) => {
  const organization = await findOrganization(deps.store, organizationId)
  const contact = organization?.contacts.find(({ id }) => id === contactId)
  if (contact?.movedAt && deps.clock.now().getTime() - Date.parse(contact.movedAt) < day)
    throw approvalsRest()
}

/** A second person, or one alone with a reason in an emergency. */
const refuseUnfit = ({ touchedBy, content }: Alert, { contactId }: Person, { breakGlass }: ApprovalInput) => {
  if (breakGlass && content.level !== 'emergency') throw onlyEmergenciesAlone()
  if (!breakGlass && touchedBy.includes(contactId)) throw ownRevision()
}

/** Whom a first alert is withheld from is looked at once more: the list may have grown since submission. */
const refuseOvertaken = ({ issues, submission }: Alert, situation: Situation) => {
  if (issues.length > 0) return []
  if (!isDeepStrictEqual(submission!.withhold, withholdingOf(situation))) throw withholdingChanged()
  return [situationUnchanged(situation)]
}

interface Approval {
  readonly id: string
  readonly version?: number | undefined
  readonly approval: ApprovalInput
}

const issueOf = async (
  deps: Deps,
  actor: Actor,
  { before, approval }: { before: Alert; approval: ApprovalInput },
): Promise<Omit<Issue, 'notificationId'>> => ({
  revision: before.revision,
  messageType: before.content.messageType,
  reference: await referenceFor(deps.store, before),
  digest: approval.digest,
  issuedAt: deps.clock.now().toISOString(),
  approvedBy: stampOf(actor),
  ...(approval.breakGlass && { breakGlass: approval.breakGlass }),
  countries: before.submission!.situation.countries,
  isPublic: before.content.scope === 'public' && !before.content.exercise,
})

/** Acting alone is loud: every coordinator is told at once. */
const tellOfActingAlone = async (
  deps: Deps,
  alertId: string,
  { reference, breakGlass }: Omit<Issue, 'notificationId'>,
) =>
  breakGlass &&
  (await tellCoordinators(deps, {
    subject: alertId,
    key: 'acted-alone',
    params: { reference, reason: breakGlass.reason },
    urgent: true,
  }))

/** Approves the frozen revision that the digest names, and issues it: change, event and notification in one. */
export const approveAlert = async (
  deps: Deps,
  actor: Actor,
  { id, version, approval }: Approval,
): Promise<Alert> => {
  permit(actor, 'alert.approve')
  const before = await getAlert(deps.store, id)
  requireVersion('alert', before, version)
  const { messageType, level } = before.content
  const state = stepTo(before, messageType === 'cancel' ? 'approved as cancelled' : 'approved')
  if (before.submission?.digest !== approval.digest) throw otherDigest()
  refuseUnfit(before, actor as Person, approval)
  await refuseResting(deps, actor as Person)
  const situation = await getSituation(deps.store, before.content.situationId)
  const unovertaken = refuseOvertaken(before, situation)
  if (messageType !== 'cancel') requireAhead(before.content, deps.clock.now())
  const shown = await findPublic(deps.store, id)
  const issue = await issueOf(deps, actor, { before, approval })
  const escalation = await escalationAtIssue(deps, before)
  const notice = announce(deps, {
    kind: 'alert',
    subject: id,
    recipients: recipientsOf(before, escalation.toldSince),
    content: mailOf(before, before.submission.situation, issue),
    urgent: level === 'emergency' || messageType !== 'alert',
    corrects: before.issues.map(({ notificationId }) => notificationId).slice(-1),
    tellsSuperseded: messageType !== 'cancel',
  })
  const loud = await tellOfActingAlone(deps, id, issue)
  const issues = [...before.issues, { ...issue, notificationId: notice.id }]
  const after = revise(before, { state, halted: false, remarks: undefined, issues }, deps.clock.now())
  await deps.store.transact([
    ...replaceAlert(before, after),
    ...unovertaken,
    putRevision(id, after.revision, after.content, issue.digest),
    putReference(issue.reference, { alertId: before.id, revision: issue.revision, digest: issue.digest }),
    ...publish(after, shown),
    ...notice.actions,
    ...escalation.actions,
    ...(loud?.actions ?? []),
    happened(deps, actor, 'alert.issued', after, {
      data: { messageType, digest: issue.digest, alone: approval.breakGlass !== undefined },
      // The coordinators before everybody else.
      notifications: [...(loud ? [loud.id] : []), notice.id],
    }),
  ])
  return after
}
