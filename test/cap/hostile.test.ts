import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rules } from '../../shared/cap/broken.ts'
import { readCap } from '../../shared/cap/message.ts'
import { bounds } from '../../shared/cap/read-xml.ts'
import { aCap, anInfo } from './a-cap.ts'

const brokenBy = (message: string | Uint8Array) => {
  const read = readCap(typeof message === 'string' ? Buffer.from(message) : message)
  return 'broken' in read ? read.broken[0].rule : undefined
}

const laughs = () => {
  const entities = Array.from({ length: 10 }, (_, at) =>
    at === 0 ? '<!ENTITY l0 "lol">' : `<!ENTITY l${at} "${`&l${at - 1};`.repeat(10)}">`,
  )
  return aCap({ note: '&l9;' }).replace('<alert', `<!DOCTYPE alert [${entities.join('')}]><alert`)
}

describe('a hostile message', () => {
  it.each([
    ['a billion laughs', laughs()],
    [
      'a quadratic one',
      aCap({ note: '&a;'.repeat(5000) }).replace(
        '<alert',
        `<!DOCTYPE alert [<!ENTITY a "${'a'.repeat(50_000)}">]><alert`,
      ),
    ],
    [
      'an entity from the network',
      aCap({ note: '&x;' }).replace(
        '<alert',
        '<!DOCTYPE alert [<!ENTITY x SYSTEM "http://169.254.169.254/">]><alert',
      ),
    ],
    [
      'a parameter entity',
      aCap().replace('<alert', '<!DOCTYPE alert [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]><alert'),
    ],
  ])('that is %s expands and fetches nothing', (_, message) => {
    expect(brokenBy(message)).toBe('no-doctype')
  })

  it('of ten megabytes is not even decoded', () => {
    const message = aCap({ note: 'x'.repeat(10 * 1024 * 1024) })
    expect(brokenBy(message)).toBe('size')
  })

  it.each([
    ['one long name', `<${'a'.repeat(bounds.bytes - 10)}`],
    ['nothing but openings', '<a>'.repeat(bounds.bytes / 3 - 1)],
    [
      'nothing but attributes',
      `<alert ${Array.from({ length: 20_000 }, (_, at) => `a${at}=""`).join(' ')}/>`,
    ],
    [
      'nothing but namespaces',
      `<alert ${Array.from({ length: 9000 }, (_, at) => `xmlns:a${at}="urn:${at}"`).join(' ')}/>`,
    ],
    ['nothing but character references', aCap({ note: '&#120;'.repeat(40_000) }).slice(0, -8)],
    ['a comment without end', `<!--${'-x'.repeat(100_000)}`],
    ['a section without end', `<![CDATA[${']'.repeat(100_000)}`],
    ['an instruction without end', `<?x ${'?'.repeat(100_000)}`],
    ['many infos', aCap({}, anInfo().repeat(300))],
    [
      'a signature of its own depth',
      aCap({}, `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">${'<x>'.repeat(50)}`),
    ],
  ])('that is %s is refused within the bounds of what is read', (_, message) => {
    expect(rules).toContain(brokenBy(message))
  })

  it('is read or refused by name, whatever it is', () => {
    const good = Buffer.from(aCap({}, anInfo() + anInfo({ language: 'fr' })))
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 12 })
    const place = fc.nat({ max: good.length })
    fc.assert(
      fc.property(place, place, bytes, (from, to, inside) => {
        const changed = Buffer.concat([good.subarray(0, from), inside, good.subarray(Math.max(from, to))])
        const rule = brokenBy(changed)
        expect(rule === undefined || rules.includes(rule)).toBe(true)
      }),
      { numRuns: 3000, seed: 20261126 },
    )
  })
})
