import type { SESEvent } from 'aws-lambda'
import nodemailer from 'nodemailer'
import { describe, expect, test } from 'vitest'
import { recorder, start, testSettings } from './support/runtime.ts'

describe('received mail', () => {
  const raw =
    'From: Ana <ana@example.org>\r\nTo: rsvp@tocsin.example.org\r\nCc: c@example.org\r\nX-Own: a\r\n b\r\n\r\nYes\r\n'
  const post = (url: string, query = '', type = 'message/rfc822') =>
    fetch(`${url}/inbound${query}`, { method: 'POST', headers: { 'content-type': type }, body: raw })

  test('comes to the function as SES announces it, headers and verdicts and no body', async () => {
    const replies = recorder()
    const { mailboxUrl } = await start({ 'mail-replies': replies.handler })
    expect((await post(mailboxUrl)).status).toBe(200)
    expect(
      (await post(mailboxUrl, '?to=rsvp%2Babc@tocsin.example.org&from=bounce@example.org&dmarc=FAIL')).status,
    ).toBe(200)
    const [plain, enveloped] = (replies.events as SESEvent[]).map(({ Records }) => Records[0]!)
    expect(plain).toMatchObject({
      eventSource: 'aws:ses',
      eventVersion: '1.0',
      ses: {
        mail: {
          source: 'ana@example.org',
          destination: ['rsvp@tocsin.example.org', 'c@example.org'],
          headers: expect.arrayContaining([{ name: 'X-Own', value: 'a b' }]),
          commonHeaders: { from: ['Ana <ana@example.org>'] },
        },
        receipt: {
          recipients: ['rsvp@tocsin.example.org', 'c@example.org'],
          dmarcVerdict: { status: 'PASS' },
        },
      },
    })
    expect(JSON.stringify(plain)).not.toContain('Yes')
    expect(enveloped!.ses.mail.source).toBe('bounce@example.org')
    expect(enveloped!.ses.receipt).toMatchObject({
      recipients: ['rsvp+abc@tocsin.example.org'],
      spfVerdict: { status: 'PASS' },
      dmarcVerdict: { status: 'FAIL' },
    })
  })

  test('comes in by SMTP as well, with what the server in front found', async () => {
    const replies = recorder()
    const runtime = await start(
      { 'mail-replies': replies.handler },
      { settings: { ...testSettings, inboundSmtpPort: 0 } },
    )
    const by = nodemailer.createTransport({ host: '127.0.0.1', port: runtime.inboundSmtpPort! })
    const envelope = { from: 'ana@example.org', to: ['rsvp+abc@tocsin.example.org'] }
    await by.sendMail({ envelope, raw })
    await by.sendMail({ envelope, raw: `Authentication-Results: mx.example.org;\r\n dmarc=fail\r\n${raw}` })
    const verdicts = (replies.events as SESEvent[]).map(({ Records }) => Records[0]!.ses.receipt)
    expect(verdicts).toMatchObject([
      { recipients: envelope.to, dmarcVerdict: { status: 'PASS' } },
      { recipients: envelope.to, dmarcVerdict: { status: 'FAIL' } },
    ])
  })

  test('that is nested without end comes to the function like any other, which holds it', async () => {
    const replies = recorder()
    const runtime = await start(
      { 'mail-replies': replies.handler },
      { settings: { ...testSettings, inboundSmtpPort: 0 } },
    )
    const by = nodemailer.createTransport({ host: '127.0.0.1', port: runtime.inboundSmtpPort! })
    const within = (at: number) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`
    const nested = Array.from({ length: 300 }, (_, at) => within(at)).join('')
    await by.sendMail({
      envelope: { from: 'ana@example.org', to: ['rsvp+abc@tocsin.example.org'] },
      raw: `From: ana@example.org\r\nSubject: Deep\r\n${nested}Content-Type: text/plain\r\n\r\nYes\r\n`,
    })
    expect((replies.events as SESEvent[])[0]!.Records[0]!.ses.mail).toMatchObject({
      source: 'ana@example.org',
      commonHeaders: { subject: 'Deep' },
    })
  })

  test('that the function fails on is kept, and the caller is told', async () => {
    const { mailboxUrl } = await start({
      'mail-replies': async () => {
        throw new Error('no')
      },
    })
    expect((await post(mailboxUrl)).status).toBe(502)
    expect((await post(mailboxUrl, '', 'text/plain')).status).toBe(415)
  })
})

test('the app learns who asked: the peer, or the last address that a proxy here has heard from', async () => {
  const app = () => ({ fetch: (_: Request, env: object) => Response.json(env) })
  const { apiUrl } = await start({}, { app })
  const source = async (headers: Record<string, string> = {}) => {
    const env = (await (await fetch(apiUrl, { headers })).json()) as {
      requestContext: { http: { sourceIp: string } }
    }
    return env.requestContext.http.sourceIp
  }
  expect(await source()).toMatch(/^(127\.0\.0\.1|::1)$/)
  expect(await source({ 'x-forwarded-for': '203.0.113.9, 198.51.100.7' })).toBe('198.51.100.7')
})
