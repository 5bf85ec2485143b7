import type { Recipients } from '../ledger/recipients.ts'
import type { AlertContent } from '../rendering/mails/alert-content.ts'
import type { Situation } from '../situations/schema.ts'
import type { Issue } from './issue.ts'
import type { Alert } from './schema.ts'
import { withoutHands } from './translations/hands.ts'

/** A first alert goes to its audience; what follows goes to exactly those who were told before, by it or since. */
export const recipientsOf = (
  { content, issues, submission }: Alert,
  toldSince: readonly Issue['notificationId'][],
): Recipients => {
  const last = issues.at(-1)
  if (last) {
    const { notificationId, translations = [] } = last
    // Translations that came after it are overtaken as well.
    const beside = translations.map((each) => each.notificationId)
    const notificationIds = [notificationId, ...toldSince]
    return { of: 'manifests', notificationIds, ...(beside.length > 0 && { beside }) }
  }
  const { audience, exercise } = content
  return { of: 'audience', audience, withhold: submission!.withhold, ...(exercise && { exercise }) }
}

/** Every notification by which an issue, or a translation of it, is told. */
export const noticesOf = ({ notificationId, translations = [] }: Issue) => [
  notificationId,
  ...translations.map((each) => each.notificationId),
]

/** What the mail says of a revision as it is issued. */
export const mailOf = (
  { id, content, issues }: Pick<Alert, 'id' | 'content' | 'issues'>,
  { title, countries }: Pick<Situation, 'title' | 'countries'>,
  issue: Pick<Issue, 'revision' | 'reference' | 'digest' | 'issuedAt' | 'issuers'>,
): AlertContent => {
  const { revision, reference, digest, issuedAt, issuers } = issue
  const { situationId: _, audience, levelDefinition: ___, embargoes: ____, ...written } = content
  const { issueAt: _____, issuedBy: ______, cancelReason, ...said } = written
  const replaces = issues.filter((earlier) => earlier.revision < revision)
  return {
    ...said,
    texts: said.texts.map(withoutHands),
    replaces: replaces.map((earlier) => earlier.reference),
    ...(cancelReason && { cancelReason }),
    ...(issuers && { issuers: issuers.map(({ name }) => name) }),
    ...(audience.coalitionIds && { coalitionIds: audience.coalitionIds }),
    alertId: id,
    revision,
    reference,
    digest,
    situationTitle: title,
    countries,
    issuedAt,
  }
}
