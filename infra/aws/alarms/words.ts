import type { FunctionName, QueueName } from '../../topology.ts'
import { waiting } from '../../waiting.ts'

/** What an alarm's firing means for people, and what to do about it: a sentence each. */
export interface Words {
  readonly means: string
  readonly act: string
}

/** What people miss while a function fails. */
const whileFailing: Readonly<Record<FunctionName, string>> = {
  api: 'Members and coordinators cannot sign in, answer or issue an alert',
  'fan-out': 'People who must hear of an alert or a meeting are not yet on any list of recipients',
  mailer: 'Recipients do not get the alerts, invitations and sign-in codes that are meant for them',
  'webhook-sender': 'Partners who listen by webhook do not hear what has happened',
  'mail-feedback':
    'Coordinators see deliveries that stand still and people keep being mailed at dead addresses',
  'mail-replies': 'What members and duty desks answer by mail does not reach the coordinators',
  clock: 'Reminders, deadlines and second attempts do not reach the people they are due to',
}

export const deadLetter = (source: string): Words => ({
  means: `Something on "${source}" was given up after every attempt, and the people it was for may hear nothing.`,
  act:
    'Look at them by "npm run dead-letters -- --stack <stack>", mend the cause that the logs of the function name, ' +
    'and send them again by "npm run dead-letters -- redrive all --stack <stack>".',
})

export const errors = (name: FunctionName): Words => ({
  means: `${whileFailing[name]}, because the function "${name}" fails.`,
  act: `Read the newest errors in its log, and roll back if a deployment came just before.`,
})

export const throttles = (name: FunctionName): Words => ({
  means: `${whileFailing[name]} in time, because Lambda holds the function "${name}" back.`,
  act: "Check the account's limit of concurrent executions and ask for more; see who else uses it up.",
})

export const overdue = (queue: QueueName): Words => ({
  means: waiting[queue].means,
  act: `Check the errors and throttles of the function that reads the queue "${queue}", and SES's sending rate.`,
})

export const streamBehind: Words = {
  means: 'People hear of alerts minutes late, because new events wait in the stream for fan-out.',
  act: 'Look in the log of fan-out for the record that fails again and again; the clock catches up meanwhile.',
}

export const apiFailing: Words = {
  means: 'Members who answer and coordinators who warn are met with an error page instead.',
  act: 'Read the errors in the log of the function "api", and roll back if a deployment came just before.',
}

export const clockSilent = (name: FunctionName): Words => ({
  means: `${whileFailing[name]}, because the function "${name}" has not been woken for minutes.`,
  act: 'Check that its schedule rule is enabled and that Lambda in this region is well.',
})

export const feedbackLost: Words = {
  means: "Coordinators see deliveries that stand still, because SES's events do not reach their queue.",
  act: 'Check the policies of the queue "mail-events" and of the data key; events are tried again for a day.',
}

export const feedbackSilent: Words = {
  means:
    'SES takes mails and tells nothing of them: coordinators cannot see who was reached, and people go on being mailed ' +
    'at dead addresses.',
  act: 'Check by "npm run doctor -- --stack <stack>" where the way from SES to the queue "mail-events" is broken.',
}

export const bounceRate: Words = {
  means: 'AWS may soon pause all our mail, and nobody could be warned: too many addresses bounce.',
  act: 'Find the import or the list that brought dead addresses, and suppress it before sending anything bulky.',
}

export const complaintRate: Words = {
  means: 'AWS may soon pause all our mail, and nobody could be warned: too many recipients call it spam.',
  act: 'See which notification they complain of, stop the like of it, and check that unsubscribing works.',
}
