import { GetSendQuotaCommand, SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { MailRefused } from '../../shared/ports/mail.ts'
import { createSesMail } from '../../shared/ports/ses.ts'

const ses = mockClient(SESClient)
afterAll(() => ses.restore())
const port = (region = 'eu-west-1') =>
  createSesMail(new SESClient({ region, maxAttempts: 1 }), {
    from: 'alerts@tocsin.example.org',
    configurationSet: 'alerts',
    region,
  })

const mail = {
  from: 'alerts@tocsin.example.org',
  to: 'desk@member.example.org',
  raw: Buffer.from('Subject: x\r\n\r\nx'),
  tags: { delivery: 'ntf_1-000001-con_1', kind: 'alert' },
}

const refusalOf = async (name: string, message = '') => {
  ses.on(SendRawEmailCommand).rejects(Object.assign(new Error(message), { name }))
  const error: unknown = await port()
    .send(mail)
    .then(undefined, (reason: unknown) => reason)
  expect(error).toBeInstanceOf(MailRefused)
  expect((error as Error).message).not.toContain(mail.to)
  return (error as MailRefused).refusal
}

describe('SES as the way out for mail', () => {
  beforeEach(() => ses.reset())

  it('sends one mail to one address under its tags, and answers with SES’s id', async () => {
    ses.on(SendRawEmailCommand).resolves({ MessageId: 'abc' })
    expect(await port().send(mail)).toEqual({ messageId: 'abc' })
    const [call] = ses.commandCalls(SendRawEmailCommand)
    expect(call!.args[0].input).toMatchObject({
      Destinations: [mail.to],
      ConfigurationSetName: 'alerts',
      Tags: [
        { Name: 'delivery', Value: 'ntf_1-000001-con_1' },
        { Name: 'kind', Value: 'alert' },
      ],
    })
  })

  it.each([
    ['Throttling', 'Maximum sending rate exceeded.', 'rate'],
    ['ThrottlingException', '', 'rate'],
    ['Throttling', 'Daily message quota exceeded.', 'quota'],
    ['AccountSendingPausedException', '', 'line'],
    ['ConfigurationSetSendingPausedException', '', 'line'],
    ['ConfigurationSetDoesNotExistException', '', 'line'],
    ['MailFromDomainNotVerifiedException', '', 'line'],
    ['MessageRejected', 'Email address is not verified: desk@member.example.org', 'line'],
    ['MessageRejected', 'Illegal content', 'message'],
    ['InvalidParameterValue', 'Local address contains control or whitespace', 'message'],
    ['TimeoutError', 'socket hang up', 'unknown'],
    ['ServiceUnavailable', '', 'unknown'],
    ['InternalFailure', '', 'unknown'],
  ])('reads %s (%s) as %s', async (name, message, refusal) => {
    expect(await refusalOf(name, message)).toBe(refusal)
  })

  it('reads a quota without limit as SES words it', async () => {
    ses.on(GetSendQuotaCommand).resolves({ MaxSendRate: 14, Max24HourSend: -1, SentLast24Hours: 3 })
    expect(await port().quota()).toEqual({ perSecond: 14, per24Hours: -1, sentLast24Hours: 3 })
  })

  it('knows the header that SES writes in each region', () => {
    expect(port('eu-west-1').headerId('abc')).toBe('<abc@eu-west-1.amazonses.com>')
    expect(port('us-east-1').headerId('abc')).toBe('<abc@email.amazonses.com>')
  })
})
