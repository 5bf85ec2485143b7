import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paperOf, twoPages } from '../../shared/alerts/desk/flags.ts'
import { createDesk, type Desk, openly } from '../alerts/desk.ts'
import { anAlert, read } from '../rendering/support.ts'
import { chromiumPath, hasChromium, openBrowser } from './browser.ts'

const title = hasChromium
  ? 'an alert on paper'
  : `an alert on paper (SKIPPED: there is no browser at ${chromiumPath})`

const sentences = {
  en: 'The villages on the river were burnt on Monday, and who fled to the school is without water. ',
  de: 'Die Dörfer am Fluss wurden am Montag niedergebrannt, und wer in die Schule floh, hat kein Wasser. ',
  ar: 'أُحرقت القرى الواقعة على النهر يوم الإثنين، والناس الذين فروا إلى المدرسة بلا ماء. ',
  km: 'ភូមិនៅតាមដងទន្លេត្រូវបានដុតកាលពីថ្ងៃចន្ទ ហើយអ្នកដែលរត់គេចទៅសាលារៀនគ្មានទឹកប្រើប្រាស់ទេ។ ',
} as const

/** Everything that a desk may need besides the text. */
const besides = {
  stages: [4, 5, 6, 7, 8, 9, 10],
  crimes: ['genocide', 'mass-killing', 'war-crimes', 'slavery', 'religious-persecution'],
  signatory: { name: 'The Secretary', position: 'Secretariat of the alliance' },
  followUp: { name: 'Duty desk', phone: '+41 22 555 01 00', email: 'duty@alliance.example.org' },
  basis: {
    sources: ['monitors', 'members', 'satellite', 'media', 'united-nations'],
    confidence: 'high',
    references: [1, 2, 3].map((at) => ({
      title: `Report ${at}`,
      url: `https://reports.example.org/2026/${at}`,
    })),
  },
}

/** The longest alert that is not flagged: the same sentence in paragraphs of so many lines. */
const fullest = (language: keyof typeof sentences, sentencesEach: number) => {
  const sentence = sentences[language]
  const recommendations = [1, 2, 3, 4, 5].map((at) => ({
    addressee: `Addressee ${at}`,
    action: sentence.repeat(2).trim(),
  }))
  const textOf = (count: number) => ({
    language,
    headline: sentence.trim().slice(0, 150),
    description: Array.from({ length: count }, () => sentence.repeat(sentencesEach).trim()).join('\n\n'),
    instruction: sentence.repeat(3).trim(),
    unknown: sentence.repeat(2).trim(),
  })
  const fits = (count: number) => paperOf(textOf(count), { ...besides, recommendations } as never) <= twoPages
  let count = 1
  while (fits(count + 1)) count += 1
  return { ...besides, recommendations, texts: [textOf(count)] }
}

const papers = ['A4', 'Letter']

describe.skipIf(!hasChromium)(title, () => {
  let browser: Browser
  let sheet: Page
  let desk: Desk
  beforeAll(async () => {
    browser = await openBrowser()
    sheet = await browser.newPage()
    desk = await createDesk()
    await desk.join('Memorial Trust')
  }, 120_000)
  afterAll(() => browser?.close())

  const print = async (html: string) => {
    await sheet.setContent(html)
    const pages = []
    for (const format of papers) {
      const pdf = await sheet.pdf({ format })
      pages.push(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length)
    }
    return pages
  }

  it.each(Object.keys(sentences).flatMap((language) => [1, 8].map((each) => [language, each] as const)))(
    'takes two pages at most, of A4 and of Letter, as mail and as page: %s, %i sentences a paragraph',
    async (language, each) => {
      const alert = fullest(language as keyof typeof sentences, each)
      const id = await desk.issue({ ...alert, ...openly })
      expect((await desk.read(id)).flags).toEqual([])
      const page = await desk.visit(`/alerts/${id}?lang=${language}`)
      const mail = await read('alert', anAlert({ ...alert, replaces: ['TOC-2026-0007-1'] } as never), {
        languages: [language],
      })
      expect([await print(page.text), await print(mail.html)]).toEqual([
        [expect.toBeOneOf([1, 2]), expect.toBeOneOf([1, 2])],
        [expect.toBeOneOf([1, 2]), expect.toBeOneOf([1, 2])],
      ])
    },
    120_000,
  )

  it('would show if it took more: twice as much is flagged, and takes more', async () => {
    const description = sentences.en.repeat(80).trim()
    const texts = [
      { language: 'en', headline: 'Long', description, instruction: sentences.en.repeat(42).trim() },
    ]
    const id = await desk.issue({ ...besides, ...openly, texts })
    expect((await desk.read(id)).flags).toHaveLength(1)
    const mail = await read('alert', anAlert({ ...besides, texts } as never))
    for (const pages of await print(mail.html)) expect(pages).toBeGreaterThan(2)
  }, 120_000)
})
