import codes from 'i18n-iso-countries/codes.json' with { type: 'json' }
import arabic from 'i18n-iso-countries/langs/ar.json' with { type: 'json' }
import german from 'i18n-iso-countries/langs/de.json' with { type: 'json' }
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' }
import spanish from 'i18n-iso-countries/langs/es.json' with { type: 'json' }
import french from 'i18n-iso-countries/langs/fr.json' with { type: 'json' }
import hebrew from 'i18n-iso-countries/langs/he.json' with { type: 'json' }
import italian from 'i18n-iso-countries/langs/it.json' with { type: 'json' }
import khmer from 'i18n-iso-countries/langs/km.json' with { type: 'json' }
import dutch from 'i18n-iso-countries/langs/nl.json' with { type: 'json' }
import portuguese from 'i18n-iso-countries/langs/pt.json' with { type: 'json' }
import russian from 'i18n-iso-countries/langs/ru.json' with { type: 'json' }
import swahili from 'i18n-iso-countries/langs/sw.json' with { type: 'json' }
import turkish from 'i18n-iso-countries/langs/tr.json' with { type: 'json' }
import { countriesNamed, foldCountryName } from '../../situations/country-names.ts'
import { distinct } from '../../text.ts'
import { nearest } from './near.ts'

const languages = [
  ...[arabic, german, english, spanish, french, hebrew, italian],
  ...[khmer, dutch, portuguese, russian, swahili, turkish],
] as { countries: Record<string, string | string[]> }[]

const byAlpha3 = new Map((codes as string[][]).map(([alpha2, alpha3]) => [alpha3!, alpha2!]))

const index = () => {
  const found = new Map<string, Set<string>>()
  for (const { countries } of languages)
    for (const [code, names] of Object.entries(countries))
      for (const name of [names].flat()) {
        const key = foldCountryName(name)
        found.set(key, (found.get(key) ?? new Set()).add(code))
      }
  return found
}

let known: ReturnType<typeof index> | undefined

const namesIndex = () => {
  known ??= index()
  return known
}

/** The codes that a name means in any of the languages: none, one, or several, as for `Congo`. */
const codesNamed = (name: string): string[] => {
  const inEnglish = countriesNamed(name)
  return inEnglish.length > 0 ? inEnglish : [...(namesIndex().get(foldCountryName(name)) ?? [])]
}

/** Codes that ISO gives to no country, because people write them for these. */
const reserved: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' }

/** The code that a cell means: a code of two or three letters in any case, or a name in one of many languages. */
export const countryOf = (cell: string): string | undefined => {
  const code = cell.toUpperCase()
  if (/^[A-Z]{2}$/.test(code)) return reserved[code] ?? code
  const named = byAlpha3.get(code) ?? codesNamed(cell)
  if (typeof named === 'string') return named
  return named.length === 1 ? named[0] : undefined
}

/** What a cell that means no one country perhaps means. */
export const countriesLike = (cell: string): string[] => {
  const named = codesNamed(cell)
  if (named.length > 0) return named
  const near = nearest(foldCountryName(cell), namesIndex().keys())
  return distinct(near.flatMap((name) => [...namesIndex().get(name)!])).slice(0, 3)
}
