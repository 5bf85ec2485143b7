import type { Phrases } from '../catalogue.ts'
import { authored, type Block, facts } from '../document.ts'
import { countryName, listOf } from '../language.ts'
import { formatForReader } from '../time.ts'
import type { AlertContent } from './alert-content.ts'

/** The catalogue's name for a code, or the code itself where the catalogue does not know it. */
const named = ({ t, has }: Phrases, group: string, code: string | number) => {
  const key = `${group}.${String(code).toLowerCase()}`
  return has(key) ? t(key) : String(code)
}

/** What a duty desk looks for first, line by line. */
export const factsOf = (content: AlertContent, phrases: Phrases, timeZone: string): Block => {
  const { t, language } = phrases
  const { level, stages, crimes, countries, urgency, severity, certainty } = content
  const time = (instant: string) => formatForReader(instant, timeZone, language)
  const each = (group: string, codes: readonly (string | number)[]) =>
    listOf(
      codes.map((code) =>
        group === 'stage' ? `${code} ${named(phrases, group, code)}` : named(phrases, group, code),
      ),
      language,
    )
  return facts([
    [t('alert.level'), `${t(`level.${level}`)}. ${t(`level.${level}.definition`)}`],
    [t('alert.situation'), authored(content.situationTitle)],
    [
      t('alert.countries'),
      listOf(
        countries.map((code) => countryName(code, language)),
        language,
      ),
    ],
    [
      t('alert.stages'),
      each(
        'stage',
        stages.toSorted((a, b) => a - b),
      ),
    ],
    [t('alert.crimes'), each('crime', crimes)],
    [t('urgency'), named(phrases, 'urgency', urgency)],
    [t('severity'), named(phrases, 'severity', severity)],
    [t('certainty'), named(phrases, 'certainty', certainty)],
    [t('alert.issued'), time(content.issuedAt)],
    [t('alert.expires'), content.messageType === 'cancel' ? undefined : time(content.expiresAt)],
    [t('alert.reference'), content.reference],
  ])
}
