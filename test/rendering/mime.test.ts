import { describe, expect, it } from 'vitest'
import type { MailKind } from '../../shared/rendering/kinds.ts'
import { renderFor } from '../../shared/rendering/render.ts'
import {
  aFilling,
  aMeeting,
  anAlert,
  anInvitation,
  aRecipient,
  brand,
  calendarIn,
  everyKind,
  rawOf,
  read,
} from './support.ts'

const contents = everyKind('Words')
const kinds = Object.keys(contents) as MailKind[]
const headOf = (raw: string) => raw.slice(0, raw.indexOf('\r\n\r\n'))
const fieldNames = (raw: string) =>
  headOf(raw)
    .split('\r\n')
    .filter((line) => !/^\s/.test(line))
    .map((line) => line.slice(0, line.indexOf(':')).toLowerCase())

/** Content types in the order in which they stand. */
const typesOf = (raw: string) => [...raw.matchAll(/^Content-Type: ([\w/]+)/gm)].map(([, type]) => type)

describe.each(kinds)('the mail of kind %s', (kind) => {
  const raw = rawOf(kind, contents[kind])

  it('is ASCII in lines of CRLF, none too long', () => {
    expect(raw).toMatch(/^[\t\r\n -~]+$/)
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
  })

  it('has each field once, and those that servers and people need', () => {
    const fields = fieldNames(raw)
    expect(new Set(fields).size).toBe(fields.length)
    const needed = [
      'from',
      'to',
      'subject',
      'reply-to',
      'date',
      'message-id',
      'mime-version',
      'auto-submitted',
      'content-language',
      'content-type',
    ]
    expect(needed.filter((field) => !fields.includes(field))).toEqual([])
    expect(fields).not.toContain('cc')
    expect(fields).not.toContain('bcc')
  })

  it('goes to the one address and says nothing of another', async () => {
    const { parsed } = await read(kind, contents[kind])
    expect(parsed.to).toEqual([{ name: '', address: 'focal-point@member.example.org' }])
    expect(parsed.replyTo?.[0]?.address).toBe(aFilling().replyTo)
    expect(parsed.from).toEqual({ name: 'Alliance for Prevention', address: 'alerts@tocsin.example.org' })
    expect(parsed.messageId).toBe('<dlv_0123456789abcdef@tocsin.example.org>')
    expect(parsed.date).toBe('2026-11-22T15:00:00.000Z')
  })

  it('loads nothing and watches nobody', async () => {
    const { html } = await read(kind, contents[kind])
    expect(html).not.toMatch(
      /<(img|script|link|iframe|object|form|video|audio)|\bsrc=|url\(|@import|\son\w+=/i,
    )
  })

  it('leaves no slot unfilled', async () => {
    const { text, html, subject } = await read(kind, contents[kind])
    expect([headOf(raw), text, html, subject].join('\n')).not.toMatch(/slot[0-9a-f]{8}/)
  })

  it('is not made when a value is missing', () => {
    const { deliveryId: _, ...rest } = aFilling()
    expect(() =>
      renderFor(kind, contents[kind] as never, brand).mailFor(aRecipient(), rest as never),
    ).toThrow('deliveryId')
  })
})

describe('bulk mail', () => {
  const alert = rawOf('alert', anAlert())

  it('can be stopped with one click, and names its list', () => {
    expect(alert).toContain(`\r\nList-Unsubscribe: <${aFilling().unsubscribeUrl}>\r\n`)
    expect(alert).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n')
    expect(alert).toMatch(/\r\nList-ID: <alert\.tocsin\.example\.org>\r\n/i)
  })

  it('is what signing in and notices are not', () => {
    expect(headOf(rawOf('sign-in', contents['sign-in']))).not.toMatch(/^List-/im)
    expect(headOf(rawOf('notice', contents.notice))).not.toMatch(/^List-/im)
  })
})

describe('the structure', () => {
  it('of a mail without a calendar is text, then HTML', () => {
    expect(typesOf(rawOf('alert', anAlert()))).toEqual(['multipart/alternative', 'text/plain', 'text/html'])
  })

  it('of an invitation puts the calendar last among the alternatives, and attaches it', () => {
    const raw = rawOf('meeting', aMeeting())
    expect(typesOf(raw)).toEqual([
      'multipart/mixed',
      'multipart/alternative',
      'text/plain',
      'text/html',
      'text/calendar',
      'application/ics',
    ])
    expect(raw).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST\r\n/i)
    expect(raw).toMatch(/Content-Disposition: attachment; filename=invite\.ics\r\n/)
  })

  it('has the same calendar bytes in both places', async () => {
    const [part, attachment, ...more] = calendarIn(await read('meeting', aMeeting()))
    expect(part).toMatch(/^BEGIN:VCALENDAR\r\n/)
    expect(attachment).toBe(part)
    expect(more).toEqual([])
  })
})

describe('threads', () => {
  it('join a correction to its original', async () => {
    const { header } = await read('alert', anAlert(), {}, { thread: ['<0100-abc@eu-west-1.amazonses.com>'] })
    expect(header('In-Reply-To')).toEqual(['<0100-abc@eu-west-1.amazonses.com>'])
    expect(header('References')).toEqual(['<0100-abc@eu-west-1.amazonses.com>'])
  })

  it('are not begun by a first mail', async () => {
    expect((await read('alert', anAlert())).header('In-Reply-To')).toEqual([])
  })
})

describe('one notification', () => {
  it('is composed once for those who read it alike, and filled in for each', () => {
    const mails = renderFor('coalition-invitation', anInvitation(), brand)
    const one = Buffer.from(mails.mailFor(aRecipient(), aFilling()).raw).toString()
    const other = Buffer.from(
      mails.mailFor(aRecipient({ address: 'b@other.example.org', organizationName: 'Other' }), aFilling())
        .raw,
    ).toString()
    expect(other).toContain('To: b@other.example.org\r\n')
    expect(other).not.toContain('focal-point@member.example.org')
    const boundary = /boundary="([^"]+)"/
    expect(boundary.exec(other)?.[1]).toBe(boundary.exec(one)?.[1])
  })

  it('is refused when its frozen content is not what the kind demands', () => {
    expect(() => renderFor('alert', { ...anAlert(), texts: [] }, brand)).toThrow()
  })
})
