/** ISO 639-1, without the few that nobody speaks any more. */
const codes =
  'aa ab af ak am ar as ay az ba be bg bm bn bo br bs ca ce co cs cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ' +
  'ga gd gl gn gu gv ha he hi hr ht hu hy id ig ii is it iu ja jv ka kg ki kk kl km kn ko kr ks ku kw ky lb lg ln lo lt lu ' +
  'lv mg mi mk ml mn mr ms mt my nd ne nl nn no nr ny oc om or os pa pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm ' +
  'sn so sq sr ss st su sv sw ta te tg th ti tk tn to tr ts tt ty ug uk ur uz ve vi vo wo xh yi yo za zh zu'

/** Whose names of languages are known, besides each language's own name for itself. */
const speakers = ['en', 'ar', 'de', 'es', 'fr', 'he', 'it', 'km', 'nl', 'pt', 'ru', 'sw', 'tr']

const fold = (name: string) => name.normalize('NFKC').toLowerCase()

const namesBy = (speaker: string) => new Intl.DisplayNames([speaker], { type: 'language', fallback: 'none' })

const index = () => {
  const found = new Map<string, string>()
  const others = speakers.map(namesBy)
  for (const code of codes.split(' '))
    for (const names of [...others, namesBy(code)]) {
      const name = names.of(code)
      if (name && !found.has(fold(name))) found.set(fold(name), code)
    }
  return found
}

let known: ReturnType<typeof index> | undefined

/** The code of a language that a cell names in one of many languages, as `French`, `français` or `Französisch`. */
export const languageOf = (name: string): string | undefined => {
  if (name.length < 3 || name.length > 40) return undefined
  known ??= index()
  return known.get(fold(name))
}
