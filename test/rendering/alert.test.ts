import { describe, expect, it } from 'vitest'
import { anAlert, read } from './support.ts'

const french = { languages: ['fr-FR', 'en'] }

describe('an alert', () => {
  it('tells what a duty desk looks for', async () => {
    const { subject, text } = await read('alert', anAlert())
    expect(subject).toBe('Emergency: Villages burned')
    for (const line of [
      'Level: Emergency. Genocidal massacres and other acts of genocide.',
      'Countries: Sudan and Chad',
      'Stages of genocide: 8 Persecution and 9 Extermination',
      'Crimes: Genocide and War crimes',
      'Urgency: Immediate',
      'Issued: Tuesday, 1 December 2026 at 18:00 (East Africa Time, Africa/Nairobi) = 2026-12-01 15:00 UTC',
      'Reference: TOC-2026-0007-1',
      '- Governments: Open the crossing.',
      'https://tocsin.example.org/answer/k2.',
    ]) {
      expect(text).toContain(line)
    }
  })

  it('comes in the reader’s language, the author’s text and the fixed words alike', async () => {
    const { subject, text, html, header } = await read('alert', anAlert(), french)
    expect(subject).toBe('Urgence\u00a0: Villages incendiés')
    expect(text).toContain('Premier.')
    expect(text).not.toContain('en préparation')
    expect(html).toContain('<html lang="fr" dir="ltr">')
    expect(header('Content-Language')).toEqual(['fr'])
  })

  it('says that a translation is pending where there is none, in the reader’s own words', async () => {
    const { text, html } = await read('alert', anAlert(), { languages: ['km'] })
    expect(text).toContain('ការបកប្រែជាភាសារបស់លោកអ្នកកំពុងរង់ចាំ។ អត្ថបទខាងក្រោមជាភាសាអង់គ្លេស។')
    expect(text).toContain('First.')
    expect(html).toMatch(/<p [^>]*lang="en" dir="auto">First\.<\/p>/)
  })

  it('chooses the words and the author’s text apart', async () => {
    const swahili = [{ language: 'sw', headline: 'Vijiji', description: 'Kwanza.' }]
    const { text, header } = await read('alert', anAlert({ texts: swahili }), { languages: ['sw', 'fr'] })
    expect(text).toContain('Kwanza.')
    expect(text).not.toContain('en préparation')
    expect(header('Content-Language')).toEqual(['fr'])
  })

  it.each(['ar', 'he'])('reads right to left in %s', async (language) => {
    const { html, text } = await read('alert', anAlert(), { languages: [language] })
    expect(html).toContain(`<html lang="${language}" dir="rtl">`)
    expect(html).toMatch(/<h1 [^>]*lang="en" dir="auto">Villages burned<\/h1>/)
    expect(text).toContain('= \u200e2026-12-01 15:00 UTC')
  })
})

describe('what an alert asks', () => {
  it('of a member is what it does about it', async () => {
    const { text } = await read('alert', anAlert())
    expect(text).toContain('Please tell us what Witnesses of the Lakes does with this alert:')
    expect(text).toContain(
      '- Received\n- We will act\n- We are acting\n- We cannot act\n- We dispute the facts',
    )
    expect(text).toContain('because Witnesses of the Lakes belongs to Alliance for Prevention')
  })

  it('of an authority is whether it has arrived', async () => {
    const { text } = await read('alert', anAlert(), { relation: 'authority' })
    expect(text).toContain('Please confirm that this alert has reached you:')
    expect(text).toContain('- Received\n- Received and passed on\n- Not for us')
    expect(text).not.toContain('We will act')
    expect(text).toContain('among the decision-makers that Alliance for Prevention warns')
  })

  it('is asked again in a reminder', async () => {
    const { subject, text } = await read('alert', anAlert({ reminder: true }))
    expect(subject).toBe('Reminder – Emergency: Villages burned')
    expect(text).toContain('We do not have your answer to this alert yet.')
  })
})

describe('the scope of an alert', () => {
  it('restricted says so, and links no public page', async () => {
    const { text, html } = await read('alert', anAlert())
    expect(text).toContain('Handling: Restricted. For Witnesses of the Lakes only.')
    expect(text + html).not.toContain('/alerts/')
  })

  it('public links its page', async () => {
    const { text } = await read('alert', anAlert({ scope: 'public' }))
    expect(text).toContain('https://tocsin.example.org/alerts/alt_0123456789abcdef')
    expect(text).not.toContain('Restricted')
  })

  it('of an exercise is never public, whatever it says', async () => {
    const { text } = await read('alert', anAlert({ scope: 'public', exercise: true }))
    expect(text).not.toContain('/alerts/')
  })
})

describe('an exercise', () => {
  it('is marked in the subject and in every paragraph', async () => {
    const { subject, text, html } = await read('alert', anAlert({ exercise: true }))
    expect(subject).toBe('[EXERCISE] Emergency: Villages burned')
    const paragraphs = text
      .trim()
      .replace(/^-- \n/m, '')
      .split(/\n\s*\n/)
    expect(paragraphs.filter((paragraph) => !paragraph.startsWith('[EXERCISE] '))).toEqual([])
    const blocks = [...html.matchAll(/<(p|h1|h2)[ >].*?<\/\1>/g)].map(([block]) => block)
    expect(blocks.length).toBeGreaterThan(10)
    expect(blocks.filter((block) => !/EXERCISE|This is an exercise/.test(block))).toEqual([])
  })
})

describe('the end of an alert', () => {
  const ended = (cancelReason: 'retracted' | 'danger-passed' | 'superseded') =>
    read('alert', anAlert({ messageType: 'cancel', cancelReason }))

  it('by retraction says not to rely on it, and to tell whoever it was passed on to', async () => {
    const { subject, text } = await ended('retracted')
    expect(subject).toBe('Retracted: Villages burned')
    expect(text).toContain('This alert is retracted. Do not rely on it')
    expect(text).toContain('please tell everyone you passed it on to that it is retracted')
    expect(text).not.toContain('Open the crossing')
    expect(text).not.toContain('Valid until')
  })

  it('because the danger passed says that it was not mistaken', async () => {
    const { subject, text } = await ended('danger-passed')
    expect(subject).toBe('Danger passed: Villages burned')
    expect(text).toContain('it was not mistaken')
    expect(text).not.toMatch(/retracted/i)
  })

  it('because another took its place says so', async () => {
    const { subject, text } = await ended('superseded')
    expect(subject).toBe('Replaced: Villages burned')
    expect(text).toContain('another one takes its place')
    expect(text).not.toMatch(/retracted|has passed/i)
  })

  it('is no update', async () => {
    const { subject, text } = await read('alert', anAlert({ messageType: 'update' }))
    expect(subject).toBe('Update – Emergency: Villages burned')
    expect(text).toContain('updates and replaces an earlier one')
  })
})
