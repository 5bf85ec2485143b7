import { GetSendQuotaCommand, type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import { type MailPort, MailRefused, type Refusal } from './mail.ts'

const refusals: Readonly<Record<string, Refusal>> = {
  Throttling: 'rate',
  ThrottlingException: 'rate',
  TooManyRequestsException: 'rate',
  LimitExceeded: 'rate',
  LimitExceededException: 'rate',
  MailFromDomainNotVerifiedException: 'line',
  ConfigurationSetDoesNotExistException: 'line',
  ConfigurationSetDoesNotExist: 'line',
  AccountSendingPausedException: 'line',
  ConfigurationSetSendingPausedException: 'line',
  AccessDenied: 'line',
  AccessDeniedException: 'line',
  InvalidClientTokenId: 'line',
  ExpiredToken: 'line',
  SignatureDoesNotMatch: 'line',
  UnrecognizedClientException: 'line',
  InvalidSignatureException: 'line',
  RequestTimeTooSkewed: 'line',
  MessageRejected: 'message',
  InvalidParameterValue: 'message',
  InvalidParameterValueException: 'message',
}

/** SES's word for a failure as ours. Its messages are read, never kept: they may quote an address. */
const refusalOf = ({ name = 'Error', message = '' }: Error): Refusal => {
  const refusal = refusals[name] ?? 'unknown'
  if (refusal === 'rate' && /daily/i.test(message)) return 'quota'
  if (name === 'MessageRejected' && /not verified|sending (is )?paused/i.test(message)) return 'line'
  return refusal
}

export interface SesSettings {
  readonly from: string
  readonly configurationSet: string | undefined
  readonly region: string
}

/** SES's simulator takes mail and counts it toward nothing but the rate. */
const nobody = 'success@simulator.amazonses.com'

const probeMessage = (from: string) =>
  [
    `From: ${from}`,
    `To: ${nobody}`,
    'Subject: Probe',
    'Auto-Submitted: auto-generated',
    '',
    'Probe.',
    '',
  ].join('\r\n')

/** The client must be made with `maxAttempts: 1`: SES has no idempotency token, so the ledger alone retries. */
export const createSesMail = (
  client: SESClient,
  { from: sender, configurationSet, region }: SesSettings,
): MailPort => ({
  async send({ from, to, raw, tags }) {
    try {
      const answer = await client.send(
        new SendRawEmailCommand({
          Source: from,
          Destinations: [to],
          RawMessage: { Data: raw },
          Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
          ...(configurationSet && { ConfigurationSetName: configurationSet }),
        }),
      )
      return { messageId: answer.MessageId! }
    } catch (error) {
      throw new MailRefused(refusalOf(error as Error), (error as Error).name)
    }
  },
  async quota() {
    const answer = await client.send(new GetSendQuotaCommand())
    return {
      perSecond: answer.MaxSendRate ?? 1,
      per24Hours: answer.Max24HourSend ?? 200,
      sentLast24Hours: answer.SentLast24Hours ?? 0,
    }
  },
  async probe() {
    const command = new SendRawEmailCommand({
      Source: sender,
      Destinations: [nobody],
      RawMessage: { Data: Buffer.from(probeMessage(sender)) },
      Tags: [{ Name: 'kind', Value: 'probe' }],
      ...(configurationSet && { ConfigurationSetName: configurationSet }),
    })
    await client.send(command)
  },
  // In its oldest region SES writes another domain.
  headerId: (messageId) => `<${messageId}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>`,
})
