import type { SQSEvent } from 'aws-lambda'
import { describe, expect, test } from 'vitest'
import { recorder, start, testSettings } from './support/runtime.ts'
import { type Answers, startSmtpServer } from './support/smtp-server.ts'

const mail = {
  from: 'Alerts <alerts@tocsin.example.org>',
  to: 'reader@example.org',
  raw: Buffer.from(
    'From: alerts@tocsin.example.org\r\nTo: reader@example.org\r\nSubject: Hello\r\n\r\n.Text\r\n',
  ),
  tags: { delivery: 'dlv_1' },
}

const starting = async (answers: Answers = {}) => {
  const server = await startSmtpServer(answers)
  const feedback = recorder()
  const runtime = await start(
    { 'mail-feedback': feedback.handler },
    { settings: { ...testSettings, smtpUrl: server.url } },
  )
  const events = () =>
    (feedback.events as SQSEvent[]).flatMap(({ Records }) =>
      Records.map(({ body }) => JSON.parse(body).detail),
    )
  return { ...runtime, server, events }
}

test('a mail leaves by the server, with an id of ours, and raises Send and no more', async () => {
  const { deps, server, mailbox, settle, events } = await starting()
  const { messageId } = await deps.mail.send(mail)
  await settle()
  expect(server.mails).toHaveLength(1)
  expect(server.mails[0]).toContain(`Message-ID: ${deps.mail.headerId(messageId)}\r\n`)
  expect(server.mails[0]).toMatch(/^Date: .* \+0000\r\n/)
  expect(deps.mail.headerId(messageId)).toMatch(/^<[\w-]+@tocsin\.example\.org>$/)
  expect(mailbox.summaries).toEqual([])
  expect(events()).toMatchObject([
    { eventType: 'Send', mail: { messageId, destination: [mail.to], tags: { delivery: ['dlv_1'] } } },
  ])
})

describe('a mail that does not leave', () => {
  test.each<[string, Answers, string]>([
    ['the server is too busy', { MAIL: '451 later' }, 'rate'],
    ['the server closes its line for a while', { MAIL: '421 closing' }, 'rate'],
    ['the password is wrong', { AUTH: '535 no' }, 'line'],
    ['the sender is not allowed', { MAIL: '550 not you' }, 'line'],
    ['the recipient is unknown', { RCPT: '550 no such user' }, 'message'],
    ['the recipient is to be tried later', { RCPT: '450 greylisted' }, 'rate'],
    ['the content is refused', { '.': '554 spam' }, 'message'],
    ['the connection breaks after the content', { '.': 'drop' }, 'unknown'],
  ])('when %s', async (_, answers, refusal) => {
    const { deps, server, settle, events } = await starting(answers)
    await expect(deps.mail.send(mail)).rejects.toMatchObject({ name: 'MailRefused', refusal })
    await settle()
    expect(events()).toEqual([])
    expect(server.mails.length).toBeLessThanOrEqual(1)
  })

  test('when no server is there', async () => {
    const { deps, server } = await starting()
    await server.stop()
    await expect(deps.mail.send(mail)).rejects.toMatchObject({ refusal: 'rate' })
  })

  test('is never quoted in the reason', async () => {
    const { deps } = await starting({ RCPT: '550 reader@example.org is unknown' })
    await expect(deps.mail.send(mail)).rejects.toMatchObject({ reason: 'EENVELOPE 550' })
  })
})

test('a probe raises its event and sends nothing', async () => {
  const { deps, server, settle, events } = await starting()
  await deps.mail.probe()
  await settle()
  expect(events()).toMatchObject([{ eventType: 'Send', mail: { tags: { kind: ['probe'] } } }])
  expect(server.mails).toEqual([])
})
