import { describe, expect, it } from 'vitest'
import { bestLanguage, bestText, countryName, directionOf } from '../../shared/rendering/language.ts'
import { formatDateTime, formatForReader, zoneName } from '../../shared/rendering/time.ts'

const texts = [{ language: 'en' }, { language: 'pt-BR' }, { language: 'fr' }]

describe('the best language', () => {
  it.each([
    [['fr-CA', 'en'], 'fr'],
    [['sw', 'fr'], 'fr'],
    [['pt'], 'pt-BR'],
    [['pt-PT', 'fr'], 'pt-BR'],
    [['EN-gb'], 'en'],
  ])('for a reader of %j is %s', (wanted, best) => {
    expect(bestLanguage(['en', 'pt-BR', 'fr'], wanted)).toBe(best)
  })

  it('of an alert is its first one, said to be pending, where the reader has none of its languages', () => {
    expect(bestText(texts, ['km'])).toEqual({ text: texts[0], pending: true })
    expect(bestText(texts, ['km', 'fr'])).toEqual({ text: texts[2], pending: false })
    expect(bestText(texts, [])).toEqual({ text: texts[0], pending: false })
  })
})

describe('the direction', () => {
  it.each(['ar', 'he', 'fa', 'ur', 'ckb', 'ps', 'yi', 'dv', 'pa-Arab', 'ug'])(
    'of %s is right to left',
    (language) => {
      expect(directionOf(language)).toBe('rtl')
    },
  )

  it.each(['en', 'km', 'pa', 'ku', 'az', 'nonsense-that-is-no-language'])(
    'of %s is left to right',
    (language) => {
      expect(directionOf(language)).toBe('ltr')
    },
  )
})

describe('a time', () => {
  const instant = '2026-12-01T22:30:00Z'

  it('is told in the reader’s zone, with the zone’s name, and in UTC', () => {
    expect(formatForReader(instant, 'Asia/Kolkata', 'en')).toBe(
      'Wednesday, 2 December 2026 at 04:00 (India Standard Time, Asia/Kolkata) = 2026-12-01 22:30 UTC',
    )
  })

  it('is not told twice where the zone is UTC', () => {
    expect(formatForReader(instant, 'UTC', 'en')).toBe('Tuesday, 1 December 2026 at 22:30 UTC')
  })

  it('knows summer time', () => {
    expect(zoneName('2026-07-01T00:00:00Z', 'Europe/Paris', 'en')).toBe(
      'Central European Summer Time, Europe/Paris',
    )
    expect(zoneName('2026-12-01T00:00:00Z', 'Europe/Paris', 'en')).toBe(
      'Central European Standard Time, Europe/Paris',
    )
  })

  it.each(['ar', 'ar-EG', 'fa', 'km', 'he', 'th', 'ckb', 'ne'])(
    'has Latin digits and the Gregorian year in %s',
    (language) => {
      const told = formatDateTime(instant, 'Africa/Nairobi', language)
      expect(told).toContain('2026')
      expect(told).toMatch(/\b0?1[:.]30\b/)
      expect(told).not.toMatch(/[^\P{Nd}0-9]/u)
    },
  )
})

describe('a country', () => {
  it('has its name in the reader’s language, or its code', () => {
    expect(countryName('SD', 'fr')).toBe('Soudan')
    expect(countryName('KH', 'km')).toBe('កម្ពុជា')
    expect(countryName('150', 'de')).toBe('Europa')
    expect(countryName('?', 'en')).toBe('?')
  })
})
