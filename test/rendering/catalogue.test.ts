import { describe, expect, it } from 'vitest'
import english from '../../shared/rendering/catalogue/en.ts'
import { catalogues, type Key, wordsFor } from '../../shared/rendering/catalogue.ts'
import { alertAnswers } from '../../shared/rendering/mails/alert-content.ts'
import { noticeKeys } from '../../shared/rendering/mails/notice.ts'
import { crimeTags, levels } from '../../shared/situations/vocabulary.ts'

const keys = Object.keys(english) as Key[]
const placeholders = (phrase: string) => (phrase.match(/\{\w+\}/g) ?? []).sort()

describe.each(Object.entries(catalogues))('the catalogue in %s', (_, words) => {
  it('has every phrase and no other', () => {
    expect(Object.keys(words).sort()).toEqual([...keys].sort())
  })

  it('has the same placeholders in each phrase', () => {
    for (const key of keys) expect([key, placeholders(words[key])]).toEqual([key, placeholders(english[key])])
  })

  it('has no empty phrase and none with stray characters', () => {
    for (const key of keys) expect(words[key], key).toMatch(/^\S([^\p{Cc}\u202a-\u202e\ufffd]*\S)?$/u)
  })
})

const letters = (phrase: string) => phrase.replace(/\{\w+\}/g, '')

describe.each(['fr', 'es', 'de', 'nl', 'ar', 'he', 'km'])('the catalogue in %s', (language) => {
  it('is a translation', () => {
    const same = keys.filter((key) => catalogues[language]![key] === english[key])
    expect(same.length).toBeLessThan(keys.length / 20)
  })
})

describe.each([
  ['ar', /\p{Script=Arabic}/u],
  ['he', /\p{Script=Hebrew}/u],
  ['km', /\p{Script=Khmer}/u],
])('the catalogue in %s', (language, script) => {
  it('is written in its own script', () => {
    const foreign = keys.filter((key) => {
      const phrase = letters(catalogues[language]![key])
      return /\p{L}/u.test(phrase) && !script.test(phrase)
    })
    expect(foreign).toEqual([])
  })
})

describe('the English catalogue', () => {
  it('names every level, stage, crime, answer and notice', () => {
    const named = [
      ...levels.flatMap((level) => [`level.${level}`, `level.${level}.definition`]),
      ...Array.from({ length: 10 }, (_, index) => `stage.${index + 1}`),
      ...crimeTags.map((crime) => `crime.${crime}`),
      ...Object.values(alertAnswers).flatMap((answers) => answers.map((answer) => `answer.${answer}`)),
      ...noticeKeys.flatMap((key) => [`notice.${key}.subject`, `notice.${key}.body`]),
    ]
    expect(named.filter((key) => !keys.includes(key as Key))).toEqual([])
  })
})

describe('words for a reader', () => {
  it('come in the first of their languages that there is', () => {
    expect(wordsFor(['sw', 'fr-CA', 'en']).language).toBe('fr')
    expect(wordsFor(['km-KH']).language).toBe('km')
  })

  it('fall back to English', () => {
    expect(wordsFor(['sw']).language).toBe('en')
    expect(wordsFor([]).language).toBe('en')
  })

  it('put in what a placeholder stands for once, and never what a value seems to ask for', () => {
    const { t } = wordsFor(['en'])
    expect(t('alert.subject.alert', { level: '{headline} $& $1', headline: 'X' })).toBe('{headline} $& $1: X')
  })
})
