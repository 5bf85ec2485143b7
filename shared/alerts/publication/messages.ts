import type { Issue } from '../issue.ts'

/** One message of an alert as machines know it: it never changes, so a text that comes later makes another. */
export interface Message {
  readonly identifier: string
  readonly sent: string
}

const ofIssue = ({ reference, issuedAt, translations = [] }: Issue): Message[] => [
  { identifier: reference, sent: issuedAt },
  ...translations.flatMap(({ language, at, isPublic }) =>
    isPublic ? [{ identifier: `${reference}-${language}`, sent: at }] : [],
  ),
]

/** Every message that the public got of an alert, oldest first; the last is the one in force. */
export const messagesOf = ({ issues }: { readonly issues: readonly Issue[] }): Message[] =>
  issues.flatMap(ofIssue)
