import type { MailKind } from '../rendering/kinds.ts'

/** Why mails of a kind are needed for as long as the alliance exists; those without a reason go when their time is over. */
export const neededMails: Readonly<Record<MailKind, string | undefined>> = {
  alert: 'They are evidence, and a correction goes to exactly those whom they told.',
  'alert-reminder': 'They are evidence of who was asked again.',
  letter: 'They are evidence of a letter and its delivery.',
  meeting: 'They say who was invited: silence and quorum are counted by it, and corrections go by it.',
  poll: 'They say who was asked: silence is counted by it.',
  reminder: undefined,
  minutes: undefined,
  digest: 'Who read of an alert in one is corrected as an answer to it.',
  'coalition-invitation': undefined,
  'sign-in': undefined,
  notice: undefined,
}

/** What no setting ever removes, and why. */
export const neverRemoved = {
  'open, held': 'What still waits for a person is not older than its end: it has none yet.',
  evidence:
    'Entries, digests, signatures and what opens them stay; what names one person goes by an erasure.',
  suppression:
    'Whoever does not want to be written to, must not be written to again because it was long ago.',
  'grants, settings': 'What holds now is as old as it may be.',
  event: 'History holds ids and counts, no names and no texts, and no function may remove any of it.',
  'situations, alerts, meetings, letters, posts, cases': 'What the alliance has said and decided is its own.',
} as const
