import { beforeEach, describe, expect, it } from 'vitest'
import { catalogues } from '../../shared/rendering/catalogue.ts'
import { anAlert } from '../support/builders.ts'
import { createDesk, type Desk, openly } from './desk.ts'

let desk: Desk
beforeEach(async () => {
  desk = await createDesk()
  await desk.join('Memorial Trust')
})

const text = (language: string, headline: string, description = 'What is seen') => ({
  language,
  headline,
  description,
})
const small = 14 * 1024

describe('the front page', () => {
  it('says so when there are no current alerts', async () => {
    const { status, text, headers } = await desk.visit('/')
    expect([status, headers.get('Content-Type')]).toEqual([200, 'text/html; charset=UTF-8'])
    expect(text).toContain('There are no current alerts.')
    expect(text).not.toMatch(/<script|style="|src=/)
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect(headers.get('X-Robots-Tag')).toBeNull()
  })

  it('lists what is public and in force, emergencies first and then the newest', async () => {
    const place = async (level: string, headline: string) => {
      await desk.issue({ ...openly, level, texts: [text('en', headline)] })
      desk.world.clock.advance(60)
    }
    await place('emergency', 'First')
    await place('watch', 'Second')
    await place('warning', 'Third')
    await place('warning', 'Fourth')
    const { text: seen } = await desk.visit('/')
    const order = ['First', 'Fourth', 'Third', 'Second'].map((headline) => seen.indexOf(headline))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(order).not.toContain(-1)
    expect(seen).toContain('<b class="emergency">Emergency</b>')
    expect(seen).toContain('2026-11-22 09:00 UTC')
  })

  it('loses an alert when it ends, expires or becomes restricted, and finds it again when it is renewed', async () => {
    const id = await desk.issue({ ...openly, expiresAt: '2026-11-23T09:00:00Z' })
    const lists = async () => (await desk.visit('/')).text.includes(id)
    expect(await lists()).toBe(true)
    desk.world.clock.advance(86_400)
    expect(await lists()).toBe(false)
    await desk.update(id, { expiresAt: '2026-11-30T09:00:00Z' })
    expect(await lists()).toBe(true)
    await desk.update(id, { scope: 'restricted' })
    expect(await lists()).toBe(false)
    await desk.update(id, { scope: 'public' })
    expect(await lists()).toBe(true)
    await desk.cancel(id, 'danger-passed')
    expect(await lists()).toBe(false)
  })

  it.each([20, 45])(
    'comes in less than 14 KB and leads on, page by page, with %i alerts of the longest kind',
    async (count) => {
      const headline = '"'.repeat(80) + 'ខ'.repeat(80)
      const ids = []
      for (let at = 0; at < count; at++) {
        const texts = [text('km', headline, 'x'.repeat(8000))]
        const { id } = await desk.alliance.draft({ ...openly, texts })
        await desk.alliance.release(id)
        ids.push(id)
      }
      const seen: string[] = []
      for (let path: string | undefined = '/?lang=km'; path; ) {
        const { status, text }: { status: number; text: string } = await desk.visit(path)
        expect(status).toBe(200)
        expect(Buffer.byteLength(text)).toBeLessThan(small)
        seen.push(...[...text.matchAll(/href="\/alerts\/(alt_\w+)\?lang=km"/g)].map(([, id]) => id!))
        path = /href="(\/\?lang=km&amp;cursor=[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
      }
      expect(seen.toSorted()).toEqual(ids.toSorted())
    },
  )

  it('refuses a cursor that is none of its own', async () => {
    for (const cursor of ['', 'x', 'k1.e30.AAAA'])
      expect((await desk.visit(`/?cursor=${cursor}`)).status).toBe(400)
  })

  it.each(Object.keys(catalogues))(
    'is worded in %s for who reads that, and written in its direction',
    async (language) => {
      const { text, headers } = await desk.visit('/', { 'Accept-Language': `${language};q=0.9, sw, *;q=0.1` })
      const direction = ['ar', 'he'].includes(language) ? 'rtl' : 'ltr'
      expect(text).toContain(`<html lang="${language}" dir="${direction}">`)
      expect(text).toContain(catalogues[language]!['front.none'])
      expect([headers.get('Content-Language'), headers.get('Vary')]).toEqual([language, 'Accept-Language'])
      expect((await desk.visit(`/?lang=${language}`, { 'Accept-Language': 'en' })).text).toContain(
        `<html lang="${language}"`,
      )
    },
  )

  it('takes the dearest language that there is, and English for nonsense', async () => {
    const language = async (header: string, query = '') =>
      (await desk.visit(`/${query}`, { 'Accept-Language': header })).headers.get('Content-Language')
    expect(await language('en;q=0.2, fr;q=0.8, de;q=0.5')).toBe('fr')
    expect(await language('fr;q=0, es')).toBe('es')
    for (const nonsense of ['*', ';;;', 'x'.repeat(5000), '<script>', 'q=1'])
      expect(await language(nonsense)).toBe('en')
    for (const query of ['?lang=', '?lang=en_US', `?lang=${'x'.repeat(900)}`, '?lang=%00'])
      expect(await language('fr', query)).toBe('fr')
  })

  it('is not sent again to who has it, until something changes', async () => {
    const first = await desk.visit('/')
    expect(first.headers.get('Cache-Control')).toBe('public, max-age=60')
    const tag = { 'If-None-Match': first.headers.get('ETag')! }
    const same = await desk.visit('/', tag)
    expect([same.status, same.text]).toEqual([304, ''])
    expect((await desk.visit('/', { ...tag, 'Accept-Language': 'fr' })).status).toBe(200)
    await desk.issue(openly)
    expect((await desk.visit('/', tag)).status).toBe(200)
  })
})

describe('the page of an alert', () => {
  it('says what the alert says, with its level defined, its reference and its time', async () => {
    const id = await desk.issue(openly)
    const { issues } = await desk.read(id)
    const { status, text, headers } = await desk.visit(`/alerts/${id}`)
    expect(status).toBe(200)
    for (const said of [
      'Villages burnt in the border region',
      'Warning. Preparation by perpetrators and persecution of a targeted group.',
      'Sudan',
      '7 Preparation and 8 Persecution',
      'Mass killing',
      'Three villages were burnt.',
      'Tell us what you see.',
      'United Nations Security Council',
      'Meet at once.',
      issues[0].reference,
      'Sunday 22 November 2026 at 09:00 UTC',
      `/alerts/${id}/cap.xml`,
    ])
      expect(text.replaceAll(',', '')).toContain(said.replaceAll(',', ''))
    expect(text).not.toContain('Rising violence in the border region')
    expect([headers.get('Cache-Control'), headers.get('ETag')]).toEqual([
      'public, max-age=60',
      expect.any(String),
    ])
    const same = await desk.visit(`/alerts/${id}`, { 'If-None-Match': headers.get('ETag')! })
    expect(same.status).toBe(304)
  })

  it('comes in the reader’s language where there is a text, and says so where there is none', async () => {
    const texts = [text('en', 'Villages burnt'), text('ar', 'حرق القرى'), text('sw', 'Vijiji vimechomwa')]
    const id = await desk.issue({ ...openly, texts })
    const arabic = (await desk.visit(`/alerts/${id}`, { 'Accept-Language': 'ar-SD, en;q=0.5' })).text
    expect(arabic).toMatch(/<html lang="ar" dir="rtl">/)
    expect(arabic).toContain('<h1 lang="ar" dir="auto">حرق القرى</h1>')
    expect(arabic).toContain(
      `<a href="/alerts/${id}?lang=sw" hreflang="sw" lang="sw" dir="auto">Kiswahili</a>`,
    )
    expect(arabic).not.toContain(`?lang=ar"`)
    const swahili = (await desk.visit(`/alerts/${id}?lang=sw`, { 'Accept-Language': 'fr' })).text
    expect(swahili).toContain('Vijiji vimechomwa')
    expect(swahili).toMatch(/<html lang="fr"/)
    expect(swahili).not.toContain('en préparation')
    const khmer = (await desk.visit(`/alerts/${id}`, { 'Accept-Language': 'km' })).text
    expect(khmer).toContain('ការបកប្រែជាភាសារបស់លោកអ្នកកំពុងរង់ចាំ')
    expect(khmer).toContain('Villages burnt')
  })

  it('words an update and each end of an alert apart', async () => {
    const said = async (id: string) => (await desk.visit(`/alerts/${id}`)).text
    const updated = await desk.issue(openly)
    expect(await said(updated)).not.toContain('class="notice"')
    await desk.update(updated)
    expect(await said(updated)).toContain('This alert updates and replaces an earlier one.')
    for (const [reason, words] of [
      ['retracted', 'This alert is retracted. Do not rely on it'],
      ['danger-passed', 'The danger that this alert warned of has passed.'],
      ['superseded', 'This alert ends because another one takes its place.'],
    ] as const) {
      const id = await desk.issue(openly)
      await desk.cancel(id, reason, [text('en', 'It is over', 'Why it is over')] as never)
      const ended = await said(id)
      expect(ended).toContain(words)
      expect(ended).toContain('Why it is over')
      expect(ended.match(/class="notice"/g)).toHaveLength(1)
      expect(ended).not.toContain('Meet at once.')
    }
    const left = await desk.issue({ ...openly, expiresAt: '2026-11-22T10:00:00Z' })
    desk.world.clock.advance(3600)
    const expired = await said(left)
    expect(expired).toContain(
      'This alert has not been renewed. This does not mean that the danger has passed.',
    )
    expect(expired).not.toContain('warned of has passed')
  })

  it('is not there for a draft, a restricted alert, an exercise or nothing at all, which all look alike', async () => {
    const { id: draft } = await desk.alliance.draft(openly)
    const { id: inReview } = await desk.alliance.draft(openly)
    await desk.submit(inReview)
    const ids = [
      draft,
      inReview,
      await desk.issue(),
      await desk.issue({ ...openly, exercise: true }),
      'alt_nothing',
      'current',
      `reference`,
      'x'.repeat(3000),
      '%00',
      'alt_%ff',
    ]
    const seen = await Promise.all(ids.map((id) => desk.visit(`/alerts/${id}`)))
    expect(seen.map(({ status }) => status)).toEqual(ids.map(() => 404))
    expect(new Set(seen.map(({ text }) => text)).size).toBe(1)
    expect(seen[0]!.text).toContain('There is nothing here.')
    expect(seen[0]!.headers.get('Cache-Control')).toBe('no-store')
    for (const id of ids) expect((await desk.visit(`/alerts/${id}/cap.xml`)).status).toBe(404)
  })

  it('shows no end of an alert that the public never saw', async () => {
    const id = await desk.issue()
    await desk.post(`/${id}/cancellation`, { reason: 'retracted', texts: anAlert().texts })
    await desk.change(id, openly, 4)
    await desk.release(id)
    expect((await desk.visit(`/alerts/${id}`)).status).toBe(404)
  })
})
