import { certainty, severity, urgency } from '../../../../../shared/alerts/content.ts'
import { classes, relations } from '../../../../../shared/organizations/schema.ts'
import { catalogues, type Key, type Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { languageName } from '../../../../../shared/rendering/language.ts'
import { crimeTags, levels, stageNames } from '../../../../../shared/situations/vocabulary.ts'
import { distinct } from '../../../../../shared/text.ts'
import type { Option } from '../shell/fields.tsx'

const named = <V extends string>(values: readonly V[], word: (value: V) => string): Option[] =>
  values.map((value) => ({ value, label: word(value) }))

/** Beside those we have fixed words in, languages in which alerts are written. */
const further = [
  'am',
  'bn',
  'ff',
  'ha',
  'hy',
  'ku',
  'my',
  'pt',
  'ru',
  'rw',
  'so',
  'sw',
  'ti',
  'tr',
  'uk',
  'ur',
  'zh',
]

export const languageOptions = ({ language }: Phrases, also: readonly string[] = []) =>
  named(distinct([...Object.keys(catalogues), ...further, ...also]), (code) =>
    languageName(code, language),
  ).sort((a, b) => a.label.localeCompare(b.label, language))

export const levelOptions = ({ t }: Phrases) =>
  named(levels, (level) => `${t(`level.${level}`)} – ${t(`level.${level}.definition`)}`)

export const stageOptions = ({ t }: Phrases) =>
  stageNames.map((_, at) => ({ value: String(at + 1), label: `${at + 1} ${t(`stage.${at + 1}` as Key)}` }))

export const crimeOptions = ({ t }: Phrases) => named(crimeTags, (crime) => t(`crime.${crime}`))

export const classOptions = ({ t }: Phrases) => named(classes, (of) => t(`class.${of}`))

export const relationOptions = ({ t }: Phrases) => named(relations, (relation) => t(`relation.${relation}`))

const capWords = { urgency: urgency.options, severity: severity.options, certainty: certainty.options }

/** CAP's own words for one of its three questions. */
export const capOptions = (question: keyof typeof capWords, { t }: Phrases) =>
  named(capWords[question] as readonly string[], (word) => t(`${question}.${word.toLowerCase()}` as Key))
