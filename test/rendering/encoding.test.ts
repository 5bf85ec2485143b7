import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../shared/rendering/calendar.ts'
import { encode, encodingFor } from '../../shared/rendering/encoding.ts'
import type { Piece } from '../../shared/rendering/slots.ts'

const decodeQuotedPrintable = (text: string) =>
  Buffer.from(
    text
      .replace(/[\t ]+$/gm, '')
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()

const decodeBase64 = (text: string) => Buffer.from(text.replace(/\r\n/g, ''), 'base64').toString()

const line = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => text.toWellFormed().replace(/[\r\n]/g, '')),
  fc.constantFrom(
    '.',
    '..',
    ' ',
    'a ',
    '\t',
    '=',
    '=3D',
    'ភាសា'.repeat(60),
    'x'.repeat(5000),
    '.'.repeat(200),
    '𝕏'.repeat(99),
    '',
  ),
)
const text = fc.array(line, { maxLength: 4 }).map((all) => all.join('\r\n'))
const parts = fc.array(fc.tuple(text, fc.boolean()), { maxLength: 8 })

describe.each([
  ['quoted-printable', decodeQuotedPrintable],
  ['base64', decodeBase64],
] as const)('%s', (encoding, decode) => {
  it('gives back every text, whatever of it is fixed and whatever is filled in', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const pieces: Piece[] = all.map(([piece, fixed]) => (fixed ? piece : () => piece))
        const encoded = encode(pieces, encoding)({})
        expect(decode(encoded)).toBe(all.map(([piece]) => piece).join(''))
        expect(encoded).toMatch(/^[\t\r\n -~]*$/)
        for (const row of encoded.split('\r\n')) {
          expect(row.length).toBeLessThanOrEqual(76)
          expect(row).not.toMatch(/^\.|[\r\n]|[\t ]$/)
        }
      }),
      { numRuns: 400 },
    )
  })
})

describe('the encoding of a text', () => {
  it('is the shorter one', () => {
    expect(encodingFor('Plain words, mostly: café.')).toBe('quoted-printable')
    expect(encodingFor('ការជូនដំណឹង')).toBe('base64')
  })
})

describe('folding', () => {
  it('keeps every line within 75 octets and every code point whole', () => {
    fc.assert(
      fc.property(line, (long) => {
        const folded = fold(long)
        expect(folded.replace(/\r\n /g, '')).toBe(long)
        for (const row of folded.split('\r\n')) {
          expect(Buffer.byteLength(row)).toBeLessThanOrEqual(75)
          expect(row.isWellFormed()).toBe(true)
        }
      }),
    )
  })
})
