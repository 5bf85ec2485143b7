import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKeyring } from '../../shared/keyring.ts'
import { type Link, type LinkPurpose, mintLink, openLink } from '../../shared/links/link.ts'
import { mintAnswerPart, mintReplyAddress, openReplyAddress } from '../../shared/links/reply-address.ts'
import { answerWords } from '../../shared/rendering/mails/alert-content.ts'
import { keys } from './support.ts'

const now = new Date('2026-11-22T15:00:00Z')
const purposes: LinkPurpose[] = [
  'rsvp',
  'coalition',
  'answer',
  'unsubscribe',
  'sign-in',
  'calendar',
  'report',
]

const aLink = (changes: Partial<Link> = {}): Link => ({
  purpose: 'rsvp',
  subject: 'mtg_0123456789abcdef',
  contactId: 'con_123456789abcdefg',
  organizationId: 'org_23456789abcdefgh',
  epoch: 41,
  expiresAt: new Date('2027-01-01T00:00:00Z'),
  ...changes,
})

const older = createKeyring({
  current: 'k1',
  k1: Buffer.alloc(32, 1).toString('base64'),
})

/** Every token that differs from this one in one bit. */
const spoilt = (token: string) =>
  [...Buffer.from(token)].flatMap((byte, at) =>
    Array.from({ length: 8 }, (_, bit) => {
      const bytes = Buffer.from(token)
      bytes[at] = byte ^ (1 << bit)
      return bytes.toString('latin1')
    }),
  )

describe('a mailed link', () => {
  it.each(purposes)('for %s says whom and what it was made for', (purpose) => {
    const link = aLink({ purpose })
    expect(openLink(keys, mintLink(keys, link), purpose, now)).toEqual(link)
  })

  it('is short and of characters that no mail client breaks, trims or escapes', () => {
    const longest = aLink({ epoch: 999_999, expiresAt: new Date('2099-01-01T00:00:00Z') })
    const token = mintLink(keys, longest)
    expect(token).toMatch(/^[\w.-]*[0-9a-z]$/)
    expect(token.length).toBeLessThan(130)
  })

  it('opens nothing that it was not made for', () => {
    for (const made of purposes) {
      const token = mintLink(keys, aLink({ purpose: made }))
      const opened = purposes.filter((purpose) => openLink(keys, token, purpose, now))
      expect(opened).toEqual([made])
    }
  })

  it('is refused once it has expired', () => {
    const token = mintLink(keys, aLink({ expiresAt: now }))
    expect(openLink(keys, token, 'rsvp', new Date(now.getTime() - 1))).toBeDefined()
    expect(openLink(keys, token, 'rsvp', now)).toBeUndefined()
  })

  it('is refused with any bit changed', () => {
    const token = mintLink(keys, aLink())
    expect(spoilt(token).filter((other) => openLink(keys, other, 'rsvp', now))).toEqual([])
  })

  it('is refused when cut short or made longer', () => {
    const token = mintLink(keys, aLink())
    for (let length = 0; length < token.length; length += 1) {
      expect(openLink(keys, token.slice(0, length), 'rsvp', now)).toBeUndefined()
    }
    for (const more of ['a', '.', '.a', '\n', ' ', '='])
      expect(openLink(keys, token + more, 'rsvp', now)).toBeUndefined()
  })

  it('opens while its key is known, and no longer', () => {
    const token = mintLink(older, aLink())
    expect(openLink(keys, token, 'rsvp', now)).toEqual(aLink())
    expect(openLink(older, mintLink(keys, aLink()), 'rsvp', now)).toBeUndefined()
  })

  it('is refused, never thrown at, whatever stands in its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (token) => openLink(keys, token, 'rsvp', now) === undefined),
    )
  })

  it('cannot be made for what is no id', () => {
    for (const subject of ['', 'mtg', 'mtg_', 'mtg_a.b', 'mtg_A', '../x']) {
      expect(() => mintLink(keys, aLink({ subject }))).toThrow('not an id')
    }
  })
})

describe('a reply address', () => {
  const contactId = 'con_123456789abcdefg'
  const reply = { prefix: 'reply', subject: 'ntf_0123456789abcdef', contactId } as const
  const rsvp = { prefix: 'rsvp', subject: 'mtg_0123456789abcdef', contactId } as const
  const domain = 'tocsin.example.org'

  it.each([reply, rsvp])('with $prefix says whose answer to what comes to it', (meant) => {
    const address = mintReplyAddress(keys, meant, domain)
    expect(openReplyAddress(keys, address)).toEqual(meant)
    expect(address.indexOf('@')).toBeLessThanOrEqual(64)
  })

  it('has a local part that fits with the longest key id', () => {
    const long = createKeyring({
      current: 'abcdefgh',
      abcdefgh: Buffer.alloc(32, 3).toString('base64'),
    })
    expect(mintReplyAddress(long, reply, domain).indexOf('@')).toBeLessThanOrEqual(64)
  })

  it('that is an answer all by itself begins with its word, and fits with every word and the longest key id', () => {
    const long = createKeyring({ current: 'abcdefgh', abcdefgh: Buffer.alloc(32, 3).toString('base64') })
    for (const word of Object.values(answerWords)) {
      const address = `${word}+${mintAnswerPart(long, reply, domain)}`
      expect(openReplyAddress(long, address)).toEqual({ ...reply, prefix: 'answer', word })
      expect(address.indexOf('@')).toBeLessThanOrEqual(64)
      expect(openReplyAddress(long, address.replace(`${word}+`, 'reply+'))).toBeUndefined()
    }
  })

  it('means the same in either case', () => {
    const address = mintReplyAddress(keys, rsvp, domain)
    expect(openReplyAddress(keys, address.toUpperCase())).toEqual(rsvp)
  })

  it('is refused with any bit changed that is not a letter’s case', () => {
    const address = mintReplyAddress(keys, reply, domain)
    const others = spoilt(address).filter((other) => other.toLowerCase() !== address)
    expect(others.length).toBeGreaterThan(7 * address.length)
    expect(others.filter((other) => openReplyAddress(keys, other))).toEqual([])
  })

  it('is refused, never thrown at, whatever stands in its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (address) => openReplyAddress(keys, address) === undefined),
    )
  })
})
