import { distinct } from '../text.ts'
import type { LibraryItem } from './schema.ts'

/** Words of one item at most; what comes first in its titles counts. */
const mostWords = 20

/** Two spellings of one word are one: no case, no accents. */
const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Marks belong to the word in scripts that are written without blanks, so words are cut before they are folded. */
const segmenters = new Map<string, Intl.Segmenter>()
const segmenterFor = (tag: string) => {
  const base = tag.split('-')[0]!
  const language = /^[a-z]{2,3}$/.test(base) ? base : 'en'
  const known = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' })
  segmenters.set(language, known)
  return known
}

/** The words of a text, as they are looked up; one that could be in any language is cut as English is, unless it says better. */
export const wordsIn = (text: string, language = 'en'): string[] =>
  distinct(
    [...segmenterFor(language).segment(text)]
      .filter(({ isWordLike }) => isWordLike)
      .map(({ segment }) => folded(segment))
      .filter((word) => word.length > 1),
  )

export interface Facets {
  readonly kind?: string | undefined
  readonly subject?: string | undefined
  readonly audience?: string | undefined
  readonly language?: string | undefined
  readonly licence?: string | undefined
}

/** The rarest first: what the catalogue is looked up by, the rest is compared with. */
const facetOrder = ['subject', 'licence', 'language', 'audience', 'kind'] as const

const facet = (name: (typeof facetOrder)[number], value: string) => `${name}:${folded(value)}`

/** Every place of the catalogue in which an item stands. */
export const tokensOf = ({ kind, texts, subjects, audiences, languages, licence }: LibraryItem): string[] =>
  distinct([
    facet('kind', kind),
    facet('licence', licence),
    ...subjects.map((subject) => facet('subject', subject)),
    ...audiences.map((audience) => facet('audience', audience)),
    ...languages.map((language) => facet('language', language)),
    ...distinct(texts.flatMap(({ title, language }) => wordsIn(title, language)))
      .slice(0, mostWords)
      .map((word) => `word:${word}`),
  ])

/** What is asked for, the rarest first. */
export const tokensAsked = (facets: Facets, words: readonly string[]): string[] => [
  ...words.map((word) => `word:${word}`),
  ...facetOrder.flatMap((name) => {
    const value = facets[name]
    return value === undefined ? [] : [facet(name, value)]
  }),
]
