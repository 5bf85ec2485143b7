/** Kinds of mail; each has its template in mails/. */
export const mailKinds = [
  'alert',
  'alert-reminder',
  'meeting',
  'reminder',
  'minutes',
  'digest',
  'poll',
  'letter',
  'coalition-invitation',
  'sign-in',
  'notice',
] as const
export type MailKind = (typeof mailKinds)[number]
