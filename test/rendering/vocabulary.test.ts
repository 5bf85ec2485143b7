import { describe, expect, it } from 'vitest'
import { catalogues } from '../../shared/rendering/catalogue.ts'

/** Words of the machine, and of those who built it, that nobody reads or says at night, by language. */
const leaks: Readonly<Record<string, RegExp>> = {
  en: /manifest|deliver|suppress|break.?(the.?)?glass|authorit|idempot|payload|outbox/i,
  de: /manifest|zugestellt|zustell|unterdrück|behörde|glas.?bruch|payload/i,
  fr: /manifeste|livré|livraison|autorité|bris de|payload/i,
  es: /manifiesto|entregad|entrega de|suprimid|autoridad|payload/i,
  nl: /manifest|bezorg|onderdruk|autoriteit|overheid|payload/i,
  ar: /السلطات|سلطة|تسليم/,
  he: /הרשויות|רשות /,
  km: /អាជ្ញាធរ/,
}

describe('the words that people read', () => {
  it.each(Object.keys(catalogues))('are people’s own in %s: no word of the machine leaks', (language) => {
    const found = Object.entries(catalogues[language]!).filter(([, words]) =>
      // What is named in braces is filled in before anybody reads it.
      leaks[language]!.test(words.replace(/\{\w+\}/g, '')),
    )
    expect(Object.fromEntries(found)).toEqual({})
  })

  it('would be found if they did', () => {
    expect(leaks['en']!.test('3 deliveries suppressed by break-glass')).toBe(true)
    expect(Object.keys(leaks).sort()).toEqual(Object.keys(catalogues).sort())
  })
})
