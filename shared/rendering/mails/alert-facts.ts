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

interface Reader {
  readonly timeZone: string
  /** As the reader's page or mail writes its name. */
  readonly alliance: string
}

/** In whose name it speaks, by names that were frozen when it was submitted. */
const issuedBy = ({ issuers = [] }: AlertContent, { t, language }: Phrases, alliance: string) =>
  issuers.length > 0 ? authored(listOf(issuers, language)) : t('alert.issued-by.coordinators', { alliance })

const together = (parts: readonly (string | undefined)[]) =>
  authored(parts.filter((part) => part !== undefined).join(', '))

/** Which words of the catalogue mark how an alert is to be handled, and FIRST's label for the same. */
const markings = {
  red: ['alert.handling.red', 'TLP:RED'],
  'amber-strict': ['alert.handling.restricted', 'TLP:AMBER+STRICT'],
  amber: ['alert.handling.amber', 'TLP:AMBER'],
  green: ['alert.handling.green', 'TLP:GREEN'],
  clear: ['alert.handling.public', 'TLP:CLEAR'],
} as const

/** How an alert is to be handled, in a line; what nobody has marked is for one organization alone. */
export const handlingOf = (
  { scope, exercise, handling = 'amber-strict' }: Pick<AlertContent, 'scope' | 'exercise' | 'handling'>,
  { t }: Phrases,
  names: { readonly organization: string; readonly alliance: string },
) => {
  const [words, label] = markings[scope === 'public' && !exercise ? 'clear' : handling]
  return t('fact', { label: t('alert.handling'), value: `${t(words, names)} (${label})` })
}

/** What a duty desk looks for first, line by line. */
export const factsOf = (content: AlertContent, phrases: Phrases, { timeZone, alliance }: Reader): Block => {
  const { t, language } = phrases
  const { level, stages, crimes, countries, urgency, severity, certainty, basis } = content
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
    [t('alert.replaces'), listOf(content.replaces ?? [], language)],
    [t('alert.issued-by'), issuedBy(content, phrases, alliance)],
    [
      t('alert.signatory'),
      content.signatory && together([content.signatory.name, content.signatory.position]),
    ],
    [
      t('alert.follow-up'),
      content.followUp && together([content.followUp.name, content.followUp.phone, content.followUp.email]),
    ],
    [t('alert.basis.sources'), basis && each('source', basis.sources)],
    [t('alert.basis.confidence'), basis && named(phrases, 'confidence', basis.confidence)],
  ])
}
