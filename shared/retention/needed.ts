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
