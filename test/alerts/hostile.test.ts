import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { anAlert } from '../support/builders.ts'
import { atomFaults } from './atom-rules.ts'
import { capFaults } from './cap-rules.ts'
import { createDesk, type Desk, type Joined, openly } from './desk.ts'
import { all, formFaults, parse, textOf } from './xml.ts'

const wicked = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  ']]><x xmlns="evil"/>',
  '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;',
  '&lt;b&gt;bold&lt;/b&gt; & Co. {headline} $& %s',
  'left \u200f right \u061c',
  '\ufffe\uffff noncharacters \u{1fffe}',
  '𝕳𝖊𝖆𝖉 🕯️',
]

describe('a hostile author', () => {
  let desk: Desk
  let member: Joined
  beforeAll(async () => {
    desk = await createDesk()
    member = await desk.join('Memorial <b>Trust</b>')
  })

  const everywhere = async (id: string) => ({
    pages: [
      await desk.visit(`/alerts/${id}`),
      await desk.visit('/'),
      await desk.visit(await desk.linkFor(id, member)),
    ].map(({ text }) => text),
    cap: (await desk.visit(`/alerts/${id}/cap.xml`)).text,
    atom: (await desk.visit('/feeds/alerts.atom')).text,
    rss: (await desk.visit('/feeds/alerts.rss')).text,
  })
  const sayingAll = (said: string) => {
    const text = { language: 'en', headline: said, description: said, instruction: said }
    return { ...openly, texts: [text], recommendations: [{ addressee: said, action: said }] }
  }

  it.each(wicked)('does no harm by writing %j', async (said) => {
    const id = await desk.issue(sayingAll(said))
    const { pages, cap, atom, rss } = await everywhere(id)
    for (const page of pages) {
      expect(page).not.toMatch(/<script|<img|<x |<!ENTITY|onerror=alert\(1\)>(?!&)/)
      expect(page.match(/<h1/g)).toHaveLength(1)
    }
    for (const document of [cap, atom, rss]) expect(await formFaults(document)).toEqual([])
    expect([capFaults(parse(cap)), atomFaults(parse(atom))]).toEqual([[], []])
    await desk.cancel(id, 'superseded')
  })

  it('is quoted letter by letter, and loses only what XML cannot hold', async () => {
    const id = await desk.issue(sayingAll('a<b>&amp;"c"\ufffe \u200fd'))
    const info = all(parse((await everywhere(id)).cap), 'info')[0]!
    expect(textOf(info, 'headline')).toBe('a<b>&amp;"c" \u200fd')
    await desk.cancel(id, 'superseded')
  })

  it('has a headline that is nothing to XML left out rather than empty', async () => {
    const id = await desk.issue(sayingAll('\uffff'))
    const { cap, atom } = await everywhere(id)
    expect([await formFaults(cap), capFaults(parse(cap))]).toEqual([[], []])
    expect(atomFaults(parse(atom))).toEqual([])
    await desk.cancel(id, 'superseded')
  })

  it.each([
    ['lines of its own', 'Villages\r\nBcc: all@example.org'],
    ['control characters', 'Villages\u0000\u0007'],
    ['marks that turn the writing', 'Villages \u202etnrub'],
    ['half a character', 'Villages \ud83d'],
    ['nothing', '  \t '],
  ])('cannot put %s into a headline', async (_, headline) => {
    const { id: situationId } = await desk.alliance.situation()
    const texts = [{ language: 'en', headline, description: 'x' }]
    const refused = await desk.post('', { ...anAlert(), situationId, texts })
    expect([refused.status, refused.json.errors[0].pointer]).toEqual([422, '#/texts/0/headline'])
  })

  it('never breaks a feed, a message or a page, whatever it is', async () => {
    const line = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(line, line, async (headline, description) => {
        const { id: situationId } = await desk.alliance.situation()
        const texts = [{ language: 'en', headline, description }]
        const { status, json } = await desk.post('', { ...anAlert(), ...openly, situationId, texts })
        expect([201, 422]).toContain(status)
        if (status !== 201) return
        await desk.release(json.id)
        const { cap, atom, rss } = await everywhere(json.id)
        for (const document of [cap, atom, rss]) expect(await formFaults(document)).toEqual([])
        await desk.cancel(json.id, 'superseded')
      }),
      { numRuns: 15, seed: 20261122 },
    )
  })
})

describe('a hostile reader', () => {
  it('is never told of a failure of ours', async () => {
    const desk = await createDesk()
    const paths = fc.constantFrom(
      '/',
      '/alerts/',
      '/verify',
      '/feeds/alerts.atom',
      '/feeds/alerts.rss',
      '/answer/',
    )
    const names = fc.constantFrom('lang', 'cursor', 'reference', 'digest')
    const values = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.toWellFormed()),
      fc.constantFrom('TOC-2026-00000-1', 'alt_x', '\u0000', '__proto__', 'fr', 'x'.repeat(4000)),
    )
    await fc.assert(
      fc.asyncProperty(
        paths,
        values,
        fc.dictionary(names, values),
        values,
        async (path, rest, query, header) => {
          const tail = path.endsWith('s/') || path.endsWith('r/') ? encodeURIComponent(rest) : ''
          const accept = { 'Accept-Language': header.replace(/[^\x20-\x7e]/g, ''), 'If-None-Match': '"x"' }
          const { status } = await desk.visit(`${path}${tail}?${new URLSearchParams(query)}`, accept)
          expect([200, 304, 400, 404]).toContain(status)
        },
      ),
      { numRuns: 200 },
    )
  })
})
