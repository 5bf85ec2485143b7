import { writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Runtime } from '../../infra/local/runtime.ts'
import { openMailbox } from '../../infra/local/ses/mailbox.ts'
import { start, temporaryDirectory } from './support/runtime.ts'

const hostile = '<script>alert(1)</script>'

const raw = (to: string) =>
  Buffer.from(
    [
      `From: ${hostile} <alerts@tocsin.example.org>`,
      `To: ${to}`,
      `Subject: ${hostile}`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=m',
      '',
      '--m',
      'Content-Type: multipart/alternative; boundary=a',
      '',
      '--a',
      'Content-Type: text/plain; charset=utf-8',
      '',
      `${hostile} answer at https://tocsin.example.org/rsvp/abc`,
      '--a',
      'Content-Type: text/html; charset=utf-8',
      '',
      `<html><head><title>x</title></head><body><img src="http://tracker.example.org/p.gif">${hostile}</body></html>`,
      '--a--',
      '--m',
      'Content-Type: application/ics; name="invite<b>.ics"',
      'Content-Disposition: attachment; filename="invite<b>.ics"',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('BEGIN:VCALENDAR').toString('base64'),
      '--m--',
      '',
    ].join('\r\n'),
  )

const send = ({ deps }: Runtime, to: string) =>
  deps.mail.send({ from: 'alerts@tocsin.example.org', to, raw: raw(to), tags: { delivery: 'dlv_1' } })

const open = async () => {
  const runtime = await start()
  const { messageId } = await send(runtime, 'reader@example.org')
  return { ...runtime, runtime, mail: `${runtime.mailboxUrl}/mail/${messageId}`, messageId }
}

const text = async (url: string) => (await fetch(url)).text()

test('the store lists what was sent, all of it or one recipient’s', async () => {
  const { runtime, mailboxUrl, messageId } = await open()
  await send(runtime, 'Other@example.org')
  const list = async (query = '') =>
    (await (await fetch(`${mailboxUrl}/store${query}`)).json()) as { emails: unknown[] }
  expect((await list()).emails).toHaveLength(2)
  expect(await list('?to=reader@example.org')).toMatchObject({
    emails: [
      {
        messageId,
        destination: { to: ['reader@example.org'] },
        subject: hostile,
        body: { text: expect.stringContaining('rsvp/abc'), html: expect.stringContaining('<body>') },
        attachments: [
          { contentType: 'application/ics', content: Buffer.from('BEGIN:VCALENDAR').toString('base64') },
        ],
      },
    ],
  })
  expect((await list('?to=other@EXAMPLE.org')).emails).toHaveLength(1)
  expect((await fetch(`${mailboxUrl}/store`, { method: 'DELETE' })).status).toBe(204)
  expect(await list()).toEqual({ emails: [] })
  expect((await fetch(`${mailboxUrl}/mail/${messageId}`)).status).toBe(404)
})

describe('a hostile mail', () => {
  test('is text on every page, and the pages run no script', async () => {
    const { mailboxUrl, mail } = await open()
    for (const url of [mailboxUrl, mail]) {
      const answer = await fetch(url)
      const page = await answer.text()
      expect(page).not.toContain('<script')
      expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    }
  })

  test('shows its HTML in a frame that runs and loads nothing', async () => {
    const { mail } = await open()
    expect(await text(mail)).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"')
    const policy = (await fetch(`${mail}/html`)).headers.get('content-security-policy')
    expect(policy).toMatch(
      /^default-src 'none'; .*img-src data:;.*sandbox allow-popups allow-popups-to-escape-sandbox$/,
    )
    expect(policy).not.toContain('script-src')
  })

  test('gives its attachment as a download and its source as plain text', async () => {
    const { mail } = await open()
    const attachment = await fetch(`${mail}/attachments/0`)
    expect(attachment.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''invite%3Cb%3E.ics",
    )
    expect(await attachment.text()).toBe('BEGIN:VCALENDAR')
    const source = await fetch(`${mail}/raw`)
    expect(source.headers.get('content-type')).toContain('text/plain')
    expect(source.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await fetch(`${mail}/attachments/1`)).status).toBe(404)
  })
})

describe('the pages', () => {
  test('show a mail with its headers and its links', async () => {
    const { mail } = await open()
    const page = await text(mail)
    for (const part of ['reader@example.org', 'Tag delivery', 'Message-ID', 'Content-Type'])
      expect(page).toContain(part)
    expect(page).toContain(
      '<a href="https://tocsin.example.org/rsvp/abc" target="_blank" rel="noopener noreferrer">',
    )
  })

  test('list the newest first, by the hundred, and one recipient’s alone', async () => {
    const runtime = await start()
    for (let at = 1; at <= 101; at++) await send(runtime, `r${at}@example.org`)
    const first = await text(runtime.mailboxUrl)
    expect(first.indexOf('r101@example.org')).toBeLessThan(first.indexOf('r100@example.org'))
    expect(first).not.toContain('>r1@example.org<')
    expect(first).toContain('101 mails')
    expect(await text(`${runtime.mailboxUrl}/?page=2`)).toContain('>r1@example.org<')
    const one = await text(`${runtime.mailboxUrl}/?to=r7@example.org`)
    expect(one).toContain('1 mail<')
    expect(one).not.toContain('r8@example.org')
    expect(await text(`${runtime.mailboxUrl}/?to=nobody@example.org`)).toContain('No mail to this address.')
  })
})

describe('the mailbox answers nobody but this machine', () => {
  const status = (url: string, headers: Record<string, string>, method = 'GET') =>
    new Promise<number>((resolve, reject) => {
      request(url, { method, headers }, (answer) => resolve(answer.resume().statusCode!))
        .on('error', reject)
        .end()
    })

  test('under a name that leads here by a trick', async () => {
    const { mailboxUrl } = await open()
    expect(await status(mailboxUrl, { host: 'evil.example.org' })).toBe(403)
    expect(await status(mailboxUrl, {})).toBe(200)
  })

  test('nor another site’s page', async () => {
    const { mailboxUrl, mailbox } = await open()
    expect(await status(`${mailboxUrl}/store`, { origin: 'https://evil.example.org' }, 'DELETE')).toBe(403)
    expect(await status(`${mailboxUrl}/inbound`, { origin: 'null' }, 'POST')).toBe(403)
    expect(mailbox.summaries).toHaveLength(1)
  })
})

describe('the file of the mailbox', () => {
  const email = (messageId: string) => ({
    messageId,
    at: '2026-11-22T12:00:00.000Z',
    from: 'a@example.org',
    replyTo: [],
    destination: { to: ['b@example.org'] },
    subject: 'Très long '.repeat(1000),
    body: { text: '', html: '' },
    attachments: [],
    headers: [],
    tags: {},
  })
  test('outlives a crash in the middle of a mail', () => {
    const directory = temporaryDirectory()
    const first = openMailbox(directory)
    for (const id of ['1', '2', '3']) first.keep(email(id), Buffer.from(id))
    first.close()
    writeFileSync(join(directory, 'mailbox.ndjson'), '{"email":{"messageId":"4"', { flag: 'a' })
    const second = openMailbox(directory)
    second.keep(email('5'), Buffer.from('5'))
    second.close()
    const third = openMailbox(directory)
    expect([...third.emails()].map(({ messageId }) => messageId)).toEqual(['1', '2', '3', '5'])
    expect(third.find('2')?.raw.toString()).toBe('2')
    third.close()
  })
})
