import ar from './catalogue/ar.ts'
import de from './catalogue/de.ts'
import en from './catalogue/en.ts'
import es from './catalogue/es.ts'
import fr from './catalogue/fr.ts'
import he from './catalogue/he.ts'
import km from './catalogue/km.ts'
import nl from './catalogue/nl.ts'
import { bestLanguage, directionOf } from './language.ts'

export type Key = keyof typeof en
export type Catalogue = Readonly<Record<Key, string>>

/** The fixed words of mails and pages by language. */
export const catalogues: Readonly<Record<string, Catalogue>> = { ar, de, en, es, fr, he, km, nl }

export interface Phrases {
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  /** The phrase with its `{names}` replaced. */
  t(key: Key, params?: Readonly<Record<string, string>>): string
  has(key: string): key is Key
}

const has = (key: string): key is Key => Object.hasOwn(en, key)

const phrasesIn = (language: string): Phrases => {
  const words = catalogues[language] ?? en
  return {
    language,
    direction: directionOf(language),
    t: (key, params = {}) => words[key].replace(/\{(\w+)\}/g, (whole, name) => params[name] ?? whole),
    has,
  }
}

export const catalogueLanguage = (languages: readonly string[]) =>
  bestLanguage(Object.keys(catalogues), languages) ?? 'en'

/** The fixed words in the best of a reader's languages, or in English. */
export const wordsFor = (languages: readonly string[]): Phrases => phrasesIn(catalogueLanguage(languages))
