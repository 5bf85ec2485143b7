import type { SQSEvent } from 'aws-lambda'
import { describe, expect, test } from 'vitest'
import type { OutgoingMail } from '../../shared/ports/mail.ts'
import { recorder, start } from './support/runtime.ts'

const outgoing = (to: string, change: Partial<OutgoingMail> = {}): OutgoingMail => ({
  from: 'Alerts <alerts@tocsin.example.org>',
  to,
  raw: Buffer.from(
    [
      'From: Alerts <alerts@tocsin.example.org>',
      `To: ${to}`,
      'Reply-To: reply+1@tocsin.example.org',
      'Subject: =?UTF-8?Q?Alerte_pr=C3=A9coce?=',
      'Message-ID: <ours@tocsin.example.org>',
      'X-SES-MESSAGE-TAGS: a=b',
      'X-Long: one',
      ' two',
      '',
      'Text',
      '',
    ].join('\r\n'),
  ),
  tags: { delivery: 'dlv_1' },
  ...change,
})

const starting = async () => {
  const feedback = recorder()
  const runtime = await start({ 'mail-feedback': feedback.handler })
  const details = () =>
    (feedback.events as SQSEvent[]).flatMap(({ Records }) => Records.map(({ body }) => JSON.parse(body)))
  return { ...runtime, events: details }
}

describe('an accepted mail', () => {
  test('is kept as it went out, under an id of its own', async () => {
    const { deps, mailbox } = await starting()
    const ids = [
      await deps.mail.send(outgoing('a@example.org')),
      await deps.mail.send(outgoing('b@example.org')),
    ]
    const emails = [...mailbox.emails()]
    expect(emails.map(({ messageId }) => ({ messageId }))).toEqual(ids)
    expect(ids[0]).not.toEqual(ids[1])
    expect(emails[0]).toMatchObject({
      from: 'Alerts <alerts@tocsin.example.org>',
      replyTo: ['reply+1@tocsin.example.org'],
      destination: { to: ['a@example.org'] },
      subject: 'Alerte précoce',
      body: { text: 'Text\n', html: '' },
      tags: { delivery: 'dlv_1' },
    })
    const names = emails[0]!.headers.map(({ name }) => name)
    expect(names).not.toContain('X-SES-MESSAGE-TAGS')
    expect(emails[0]!.headers).toContainEqual({ name: 'X-Long', value: 'one two' })
    expect(emails[0]!.headers.filter(({ name }) => name === 'Message-ID')).toEqual([
      { name: 'Message-ID', value: deps.mail.headerId(ids[0]!.messageId) },
    ])
  })

  test('is told of as SES tells of it, by way of EventBridge', async () => {
    const { deps, settle, events } = await starting()
    const { messageId } = await deps.mail.send(outgoing('a@example.org'))
    await settle()
    const mail = {
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      source: 'Alerts <alerts@tocsin.example.org>',
      sourceArn: 'arn:aws:ses:eu-west-1:000000000000:identity/tocsin.example.org',
      sendingAccountId: '000000000000',
      messageId,
      destination: ['a@example.org'],
      headersTruncated: false,
      headers: expect.arrayContaining([{ name: 'To', value: 'a@example.org' }]),
      commonHeaders: expect.objectContaining({ to: ['a@example.org'], messageId, subject: 'Alerte précoce' }),
      tags: expect.objectContaining({ delivery: ['dlv_1'], 'ses:from-domain': ['tocsin.example.org'] }),
    }
    const envelope = { version: '0', source: 'aws.ses', region: 'eu-west-1', account: '000000000000' }
    expect(events()).toMatchObject([
      { ...envelope, 'detail-type': 'Email Sent', detail: { eventType: 'Send', mail, send: {} } },
      {
        ...envelope,
        'detail-type': 'Email Delivered',
        detail: { eventType: 'Delivery', mail, delivery: { recipients: ['a@example.org'] } },
      },
    ])
  })

  const fates = [
    ['success@simulator.amazonses.com', ['Send', 'Delivery']],
    ['ooto+label@simulator.amazonses.com', ['Send', 'Delivery']],
    ['bounce@simulator.amazonses.com', ['Send', 'Bounce']],
    ['bounce+org_1@simulator.amazonses.com', ['Send', 'Bounce']],
    ['suppressionlist@simulator.amazonses.com', ['Send', 'Bounce']],
    ['complaint+2@simulator.amazonses.com', ['Send', 'Delivery', 'Complaint']],
    ['bounce@example.org', ['Send', 'Delivery']],
  ] as const
  test.each(fates)('to %s meets with %o', async (address, types) => {
    const { deps, settle, events } = await starting()
    await deps.mail.send(outgoing(address))
    await settle()
    expect(events().map(({ detail }) => detail.eventType)).toEqual(types)
  })

  test('bounces and complains in SES’s own words', async () => {
    const { deps, settle, events } = await starting()
    const to = ['bounce@', 'suppressionlist@', 'complaint@'].map((each) => `${each}simulator.amazonses.com`)
    for (const each of to) await deps.mail.send(outgoing(each))
    await settle()
    expect(events().flatMap(({ detail }) => detail.bounce ?? detail.complaint ?? [])).toMatchObject([
      { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [{ emailAddress: to[0] }] },
      { bounceType: 'Permanent', bounceSubType: 'OnAccountSuppressionList' },
      { complaintFeedbackType: 'abuse', complainedRecipients: [{ emailAddress: to[2] }] },
    ])
  })
})

describe('a mail that SES would not take', () => {
  const line = 'x'.repeat(998)
  test.each([
    [
      'larger than 10 MB',
      outgoing('a@example.org', { raw: Buffer.alloc(10 * 1024 * 1024 + 1, line) }),
      'message',
    ],
    ['to no address', outgoing('nobody'), 'message'],
    ['from no address', outgoing('a@example.org', { from: 'Alerts' }), 'message'],
    ['with a tag of other letters', outgoing('a@example.org', { tags: { delivery: 'a b' } }), 'message'],
  ])('%s is refused', async (_, mail, refusal) => {
    const { deps, mailbox, settle, events } = await starting()
    await expect(deps.mail.send(mail)).rejects.toMatchObject({ name: 'MailRefused', refusal })
    await settle()
    expect(mailbox.summaries).toEqual([])
    expect(events()).toEqual([])
  })

  test('to more than fifty is refused', async () => {
    const { mailboxUrl } = await starting()
    const form = new URLSearchParams({
      Action: 'SendRawEmail',
      Source: 'a@example.org',
      'RawMessage.Data': 'QQ==',
    })
    for (let at = 1; at <= 51; at++) form.set(`Destinations.member.${at}`, `r${at}@example.org`)
    const answer = await fetch(mailboxUrl, { method: 'POST', body: form })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain(
      '<Code>InvalidParameterValue</Code><Message>Recipient count exceeds 50.</Message>',
    )
  })
})

describe('on demand', () => {
  test.each([
    ['Throttling', 'Maximum sending rate exceeded.', 'rate'],
    ['Throttling', 'Daily message quota exceeded.', 'quota'],
    ['AccountSendingPausedException', 'Email sending is disabled', 'line'],
    ['MessageRejected', 'Email address is not verified.', 'line'],
    ['InternalFailure', 'Oops', 'unknown'],
  ])('SES refuses with %s, %s', async (refuse, message, refusal) => {
    const { deps, ses, mailbox } = await starting()
    ses.intercept = () => ({ refuse, message })
    await expect(deps.mail.send(outgoing('a@example.org'))).rejects.toMatchObject({ refusal })
    expect(mailbox.summaries).toEqual([])
  })

  test('SES takes a mail and its answer is lost; only the event tells', async () => {
    const { deps, ses, mailbox, settle, events } = await starting()
    ses.intercept = () => 'lose-answer'
    await expect(deps.mail.send(outgoing('a@example.org'))).rejects.toMatchObject({ refusal: 'unknown' })
    await settle()
    expect(mailbox.summaries).toHaveLength(1)
    expect(events()[0].detail).toMatchObject({ eventType: 'Send', mail: { tags: { delivery: ['dlv_1'] } } })
  })

  test('a request is lost before SES has it', async () => {
    const { deps, ses, mailbox } = await starting()
    ses.intercept = () => 'lose-request'
    await expect(deps.mail.send(outgoing('a@example.org'))).rejects.toMatchObject({ refusal: 'unknown' })
    expect(mailbox.summaries).toEqual([])
  })
})

test('calendars are kept byte by byte, however they are encoded', async () => {
  const { deps, mailbox } = await starting()
  const calendar = 'BEGIN:VCALENDAR\r\nSUMMARY:Réunion; = urgent\r\nEND:VCALENDAR\r\n'
  const quoted = Buffer.from(calendar.replace('=', '=3D').replace('é', '=C3=A9').replace('urg', 'urg=\r\n'))
  const encodings = {
    base64: Buffer.from(calendar).toString('base64'),
    'quoted-printable': quoted,
    '8bit': calendar,
  }
  const part = ([encoding, body]: [string, unknown]) =>
    `--b c\r\nContent-Type: text/calendar;\r\n method=REQUEST; charset=UTF-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n`
  const inner = `Content-Type: multipart/alternative; boundary="b c"\r\n\r\n${Object.entries(encodings).map(part).join('')}--b c--`
  const raw = `From: a@example.org\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n${inner}\r\n--x--\r\n`
  await deps.mail.send(outgoing('a@example.org', { raw: Buffer.from(raw) }))
  const [email] = [...mailbox.emails()]
  expect(email!.attachments.map(({ contentType }) => contentType)).toEqual(
    Array(3).fill('text/calendar; method=REQUEST'),
  )
  for (const { content } of email!.attachments)
    expect(Buffer.from(content, 'base64').toString()).toBe(calendar)
})

test('the quota counts what was sent', async () => {
  const { deps } = await starting()
  await deps.mail.send(outgoing('a@example.org'))
  expect(await deps.mail.quota()).toEqual({ perSecond: 500, per24Hours: -1, sentLast24Hours: 1 })
})

test('a probe raises its event and leaves the mailbox alone', async () => {
  const { deps, mailbox, settle, events } = await starting()
  await deps.mail.probe()
  await settle()
  expect(events()[0].detail).toMatchObject({ eventType: 'Send', mail: { tags: { kind: ['probe'] } } })
  expect(mailbox.summaries).toEqual([])
})
