import type * as z from 'zod'
import type { MailKind } from './kinds.ts'
import { alertMail, alertReminderMail } from './mails/alert.ts'
import { coalitionInvitationMail } from './mails/coalition-invitation.ts'
import { digestMail } from './mails/digest.ts'
import { letterMail } from './mails/letter.ts'
import { meetingMail, reminderMail } from './mails/meeting.ts'
import { minutesMail } from './mails/minutes.ts'
import { noticeMail } from './mails/notice.ts'
import { pollMail } from './mails/poll.ts'
import { signInMail } from './mails/sign-in.ts'

/** Every kind of mail there is. */
export const mails = {
  alert: alertMail,
  'alert-reminder': alertReminderMail,
  meeting: meetingMail,
  reminder: reminderMail,
  minutes: minutesMail,
  digest: digestMail,
  poll: pollMail,
  letter: letterMail,
  'coalition-invitation': coalitionInvitationMail,
  'sign-in': signInMail,
  notice: noticeMail,
} as const satisfies Record<MailKind, unknown>

export type ContentOf<K extends MailKind> = z.infer<(typeof mails)[K]['content']>
