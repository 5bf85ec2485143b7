import { type Actor, type Person, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { announce } from '../ledger/announce.ts'
import type { Recipients } from '../ledger/recipients.ts'
import { findOrganization } from '../organizations/repository.ts'
import { getSituation } from '../situations/repository.ts'
import { revise } from '../storage/collection.ts'
import { referenceOf } from './digest.ts'
import { approvalsRest, onlyEmergenciesAlone, otherDigest, ownRevision } from './errors.ts'
import { happened } from './happened.ts'
import { stepTo } from './lifecycle.ts'
import { findPublic, getAlert, publish, putRevision, replaceAlert } from './repository.ts'
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

/** A first alert goes to its audience; what follows goes to exactly those who were told before. */
const recipientsOf = ({ content, issues, submission }: Alert): Recipients => {
  const last = issues.at(-1)
  if (last) return { of: 'manifests', notificationIds: [last.notificationId] }
  return { of: 'audience', audience: content.audience, withhold: submission!.withhold }
}

const mailOf = (
  alert: Alert,
  situation: { title: string; countries: string[] },
  issue: Omit<Issue, 'notificationId'>,
) => {
  const {
    messageType,
    cancelReason,
    texts,
    level,
    stages,
    crimes,
    scope,
    exercise,
    recommendations,
    urgency,
    severity,
    certainty,
    expiresAt,
  } = alert.content
  return {
    alertId: alert.id,
    revision: alert.revision,
    reference: issue.reference,
    messageType,
    ...(cancelReason && { cancelReason }),
    level,
    stages,
    crimes,
    situationTitle: situation.title,
    countries: situation.countries,
    texts,
    recommendations,
    urgency,
    severity,
    certainty,
    issuedAt: issue.issuedAt,
    expiresAt,
    scope,
    exercise,
  }
}

interface Approval {
  readonly id: string
  readonly approval: ApprovalInput
}

/** Approves the frozen revision that the digest names, and issues it: change, event and notification in one. */
export const approveAlert = async (deps: Deps, actor: Actor, { id, approval }: Approval): Promise<Alert> => {
  permit(actor, 'alert.approve')
  const before = await getAlert(deps.store, id)
  const { messageType, level } = before.content
  const state = stepTo(before, messageType === 'cancel' ? 'approved as cancelled' : 'approved')
  if (before.submission?.digest !== approval.digest) throw otherDigest()
  refuseUnfit(before, actor as Person, approval)
  await refuseResting(deps, actor as Person)
  const situation = await getSituation(deps.store, before.content.situationId)
  const shown = await findPublic(deps.store, id)
  const now = deps.clock.now()
  const issue = {
    revision: before.revision,
    messageType,
    reference: referenceOf(before, before.revision),
    digest: approval.digest,
    issuedAt: now.toISOString(),
    approvedBy: stampOf(actor),
    ...(approval.breakGlass && { breakGlass: approval.breakGlass }),
  }
  const notice = announce(deps, {
    kind: 'alert',
    subject: id,
    recipients: recipientsOf(before),
    content: mailOf(before, situation, issue),
    urgent: level === 'emergency' || messageType !== 'alert',
    corrects: before.issues.map(({ notificationId }) => notificationId).slice(-1),
    tellsSuperseded: messageType !== 'cancel',
  })
  const after = revise(
    before,
    {
      state,
      halted: false,
      remarks: undefined,
      issues: [...before.issues, { ...issue, notificationId: notice.id }],
    },
    now,
  )
  await deps.store.transact([
    ...replaceAlert(before, after),
    putRevision(id, after.revision, after.content, issue.digest),
    ...publish(after, shown),
    ...notice.actions,
    happened(deps, actor, 'alert.issued', after, {
      data: { messageType, digest: issue.digest, alone: approval.breakGlass !== undefined },
      notifications: [notice.id],
    }),
  ])
  return after
}
