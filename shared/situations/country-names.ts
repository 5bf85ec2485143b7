import names from 'i18n-iso-countries/langs/en.json' with { type: 'json' }

/** Names that differ in case, accents, punctuation, articles or `&` are one. */
export const foldCountryName = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\b(the|of)\b/g, ' ')
    .replace(/\bst\b/g, 'saint')
    .replace(/\s+/g, ' ')
    .trim()

/** What the literature calls some countries besides the names that ISO and Unicode know. */
const also: Readonly<Record<string, readonly string[]>> = {
  BO: ['Bolivia'],
  BA: ['Bosnia'],
  BN: ['Brunei'],
  CD: ['Democratic Republic of Congo', 'DR Congo', 'DRC', 'Congo-Kinshasa', 'Congo (Kinshasa)', 'Zaire'],
  CG: ['Republic of Congo', 'Congo-Brazzaville', 'Congo (Brazzaville)'],
  CI: ["Cote d'Ivoire", 'Ivory Coast'],
  CV: ['Cabo Verde', 'Cape Verde'],
  CZ: ['Czech Republic', 'Czechia'],
  FM: ['Micronesia'],
  GB: ['Britain', 'Great Britain', 'UK'],
  GM: ['The Gambia'],
  IR: ['Iran'],
  KG: ['Kyrgyz Republic', 'Kyrgystan'],
  KP: ['North Korea', "Democratic People's Republic of Korea", 'DPRK'],
  KR: ['South Korea', 'Republic of Korea', 'Korea South'],
  LA: ['Laos'],
  MD: ['Moldova'],
  MK: ['Macedonia', 'North Macedonia', 'Former Yugoslav Republic of Macedonia'],
  MM: ['Burma', 'Burma/Myanmar', 'Myanmar/Burma'],
  PS: ['Palestine', 'Palestine/West Bank', 'Palestine/Gaza'],
  RU: ['Russia'],
  SY: ['Syria'],
  SZ: ['Swaziland', 'Eswatini'],
  TL: ['East Timor', 'Timor-Leste'],
  TR: ['Turkey', 'Türkiye'],
  TW: ['Taiwan'],
  TZ: ['Tanzania'],
  US: ['United States', 'United States of America', 'USA'],
  VE: ['Venezuela'],
  VN: ['Vietnam', 'Democratic Republic of Vietnam', 'Socialist Republic of Vietnam'],
}

const index = () => {
  const found = new Map<string, Set<string>>()
  const add = (name: string, code: string) => {
    const key = foldCountryName(name)
    found.set(key, (found.get(key) ?? new Set()).add(code))
  }
  const inUnicode = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  for (const [code, official] of Object.entries<string | string[]>(names.countries)) {
    for (const name of [official, inUnicode.of(code) ?? [], also[code] ?? []].flat()) add(name, code)
  }
  return found
}

let known: ReturnType<typeof index> | undefined

/** The codes (ISO 3166-1 alpha-2) of countries of this English name: none, one, or several, as for `Congo`. */
export const countriesNamed = (name: string): string[] => {
  known ??= index()
  return [...(known.get(foldCountryName(name)) ?? [])]
}
