import { check, fault, note, spoken } from '../check.ts'

const hour = 3600

export const mailChecks = [
  check({
    name: 'sender',
    of: 'identity',
    looksAt: 'whether SES knows the domain that mails come from as ours',
    judge: ({ isVerified, dkim, mailFrom }) => [
      !isVerified &&
        fault(
          'SES has not verified our domain, and refuses every mail: nobody can be warned, or sign in.',
          'Set the DNS records that the stack prints as Dns…, and wait until SES shows the identity as verified.',
        ),
      dkim !== 'SUCCESS' &&
        fault(
          `Mails are not signed (DKIM is ${dkim}), so that large providers refuse them or put them with the spam.`,
          'Set the three records DnsDkim1 to DnsDkim3 of the stack, exactly as printed.',
        ),
      isVerified &&
        mailFrom !== 'SUCCESS' &&
        note(
          `Bounces go to SES's own domain (MAIL FROM is ${mailFrom}), so that SPF speaks for it and not for us.`,
          'Set the records DnsBounces and DnsSpf of the stack.',
        ),
    ],
  }),
  check({
    name: 'account',
    of: 'account',
    looksAt: 'whether SES lets the account send, and how much',
    judge: ({ inProduction, isSending, enforcement, per24Hours, sentLast24Hours }) => [
      !inProduction &&
        fault(
          'The account is in the SES sandbox: mail reaches nobody but the simulator and addresses verified one by one.',
          'Ask to leave it: aws sesv2 put-account-details --production-access-enabled … (README, "Deploying to AWS").',
        ),
      !isSending &&
        fault(
          'SES has paused all sending: nobody is warned.',
          'Read the reason in the SES account dashboard, and appeal there.',
        ),
      isSending &&
        enforcement !== 'HEALTHY' &&
        fault(
          `SES watches the account (${enforcement}) and may pause all sending.`,
          'Find out which list bounces or complains, and stop mailing it.',
        ),
      per24Hours > 0 &&
        sentLast24Hours > per24Hours * 0.8 &&
        fault(
          `${sentLast24Hours} of ${per24Hours} mails of the day are used up: bulk waits, and soon emergencies do.`,
          'Ask for a higher daily quota in the SES console; what waits goes out by itself.',
        ),
    ],
  }),
  check({
    name: 'feedback wiring',
    of: 'wiring',
    looksAt: 'the way of SES’s events from the configuration set over the rule to the queue',
    judge: ({ missingEvents, destinationEnabled, ruleEnabled, ruleHasTarget }) => [
      (!destinationEnabled || missingEvents.length > 0) &&
        fault(
          destinationEnabled
            ? `SES does not tell us of: ${missingEvents.join(', ')}. Deliveries stand still, and dead addresses are mailed on.`
            : 'The configuration set has no destination for its events: what becomes of a mail is never known, and doubtful ones wait for ever.',
          'Deploy again: the stack makes the event destination.',
        ),
      (!ruleEnabled || !ruleHasTarget) &&
        fault(
          `The rule that brings SES’s events to the queue "mail-events" ${ruleEnabled ? 'leads nowhere' : 'is switched off'}.`,
          ruleEnabled
            ? 'Deploy again: the stack aims the rule.'
            : 'aws events enable-rule --name <FeedbackRuleName>.',
        ),
    ],
  }),
  check({
    name: 'feedback',
    of: 'feedback',
    looksAt: 'when we last heard what became of a mail',
    judge: ({ sentLast24Hours, silentSeconds }) => {
      const act = 'Look at "feedback wiring" and "dead letters" here, and at the errors of mail-feedback.'
      if (sentLast24Hours === 0) return []
      if (silentSeconds === undefined)
        return [
          fault(`${sentLast24Hours} mails left in a day, and of none did we hear what became of it.`, act),
        ]
      return [
        silentSeconds > 25 * hour &&
          fault(
            `Mails left within a day, but the last that we heard of left ${spoken(silentSeconds)} ago: recipients in doubt wait.`,
            act,
          ),
      ]
    },
  }),
  check({
    name: 'mail received',
    of: 'receiving',
    looksAt: 'whether replies come in',
    judge: ({ active, wanted }) => [
      active !== wanted &&
        fault(
          'Replies by mail are lost: SES receives by another rule set, or by none.',
          `aws ses set-active-receipt-rule-set --rule-set-name ${wanted}`,
        ),
    ],
  }),
  check({
    name: 'mail server',
    of: 'mailServer',
    looksAt: 'whether the server of SMTP_URL lets us in',
    judge: ({ refusal }) => [
      refusal !== undefined &&
        fault(
          `The mail server does not let us in (${refusal}): nothing leaves, and nobody is warned.`,
          'Check host, port, user and password in SMTP_URL with whoever runs that server.',
        ),
    ],
  }),
  check({
    name: 'mail domain',
    of: 'dns',
    looksAt: 'what the DNS says of the domain that mails come from',
    judge: ({ spf, dmarc }) => [
      spf === false &&
        fault(
          'No SPF record says who may send for our domain, so that large providers refuse the mails.',
          'Publish "v=spf1 include:<your mail server> ~all" as a TXT record of the domain.',
        ),
      dmarc === false &&
        fault(
          'No DMARC record stands for our domain, so that large providers refuse or hide the mails.',
          'Publish "v=DMARC1; p=none" as a TXT record of _dmarc.<domain>, and DKIM as your mail server says.',
        ),
      (spf === undefined || dmarc === undefined) &&
        note(
          'The DNS could not be asked for the domain’s records.',
          'Run it again where names can be resolved.',
        ),
    ],
  }),
]
