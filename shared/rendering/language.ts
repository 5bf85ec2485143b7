import { lookup } from 'bcp-47-match'

const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa'])

const locale = (language: string) => {
  try {
    return new Intl.Locale(language)
  } catch {
    return new Intl.Locale('en')
  }
}

const base = (language: string) => language.toLowerCase().split('-')[0]!

export const directionOf = (language: string): 'ltr' | 'rtl' =>
  rightToLeft.has(locale(language).maximize().script ?? '') ? 'rtl' : 'ltr'

/**
 * The language that serves a reader best: for each of theirs in turn RFC 4647 lookup (`pt-BR` takes `pt`),
 * then any other variety of the same language (`pt` takes `pt-BR`).
 */
export const bestLanguage = (available: readonly string[], wanted: readonly string[]): string | undefined => {
  for (const range of wanted) {
    const match =
      lookup([...available], [range]) ?? available.find((language) => base(language) === base(range))
    if (match) return match
  }
  return undefined
}

/** The author's text for a reader; `pending` when there is none in a language of theirs and the first stands in. */
export const bestText = <T extends { readonly language: string }>(
  texts: readonly T[],
  wanted: readonly string[],
): { text: T; pending: boolean } => {
  const language = bestLanguage(
    texts.map((text) => text.language),
    wanted,
  )
  const text = texts.find((candidate) => candidate.language === language) ?? texts[0]
  if (!text) throw new Error('There is no text in any language')
  return { text, pending: language === undefined && wanted.length > 0 }
}

const nameOf = (type: 'region' | 'language', code: string, language: string) => {
  try {
    return new Intl.DisplayNames([language, 'en'], { type }).of(code) ?? code
  } catch {
    return code
  }
}

/** The name of a country (ISO 3166-1) or region (UN M49). */
export const countryName = (code: string, language: string) => nameOf('region', code, language)
export const languageName = (code: string, language: string) => nameOf('language', code, language)

export const listOf = (items: readonly string[], language: string) =>
  new Intl.ListFormat([language, 'en'], { type: 'conjunction' }).format(items)
