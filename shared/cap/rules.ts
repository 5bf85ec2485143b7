import { type Broken, broken } from './broken.ts'
import type { Element } from './read-xml.ts'
import { isCircle, isPolygon, isTime, name, referencesIn, timeOf, xmlLanguage } from './values.ts'

export const all = ({ children }: Element, named: string) => children.filter((child) => child.name === named)
export const textOf = (element: Element, named: string) => all(element, named)[0]?.text.trim()

type Rule = (alert: Element) => (Broken | undefined)[]

const when = (isBroken: boolean, ...what: Parameters<typeof broken>) =>
  isBroken ? broken(...what) : undefined

/** Every element of one name, anywhere below. */
const everywhere = (element: Element, named: string): Element[] => [
  ...all(element, named),
  ...element.children.flatMap((child) => everywhere(child, named)),
]

const each =
  (named: string, rule: Broken['rule'], detail: string, fits: (text: string) => boolean): Rule =>
  (alert) =>
    everywhere(alert, named).map(({ text, path }) => when(!fits(text.trim()), rule, detail, path))

const names: Rule = (alert) =>
  (['identifier', 'sender'] as const).map((part) =>
    when(!name.test(textOf(alert, part) ?? ''), part, 'has blanks, commas, < or &', `/alert/${part}`),
  )

const references: Rule = (alert) => {
  const path = '/alert/references'
  const type = textOf(alert, 'msgType') ?? ''
  const said = textOf(alert, 'references')
  if (said === undefined)
    return [when(type !== 'Alert', 'references-required', `is missing, and ${type} needs it`, path)]
  const named = referencesIn(said)
  if (!named) return [broken('references', 'is not a list of sender,identifier,sent', path)]
  const itself = ({ sender, identifier }: (typeof named)[number]) =>
    sender === textOf(alert, 'sender') && identifier === textOf(alert, 'identifier')
  const sent = timeOf(textOf(alert, 'sent') ?? '')
  return [
    when(named.some(itself), 'references-itself', 'names the message itself', path),
    when(
      named.some((one) => timeOf(one.sent) > sent),
      'references-later',
      'names a message that was sent later',
      path,
    ),
  ]
}

const scopes: Rule = (alert) => {
  const scope = textOf(alert, 'scope')
  const isRestricted = textOf(alert, 'restriction') !== undefined
  return [
    when(
      (scope === 'Restricted') !== isRestricted,
      'restriction',
      'goes with the scope Restricted, and with it alone',
      '/alert/restriction',
    ),
    when(
      scope === 'Private' && textOf(alert, 'addresses') === undefined,
      'addresses',
      'is missing, and the scope Private needs it',
      '/alert/addresses',
    ),
  ]
}

const notes: Rule = (alert) => {
  const isSilent = textOf(alert, 'note') === undefined
  const path = '/alert/note'
  const isExercise = textOf(alert, 'status') === 'Exercise'
  const isError = textOf(alert, 'msgType') === 'Error'
  return [
    when(isSilent && isExercise, 'note-for-exercise', 'is missing, and must name the exercise', path),
    when(isSilent && isError, 'note-for-error', 'is missing, and must explain the error', path),
  ]
}

/** One `info` for each language, or for each audience in it. */
const infos: Rule = (alert) => {
  const seen = new Set<string>()
  return all(alert, 'info').map((info) => {
    const key = `${(textOf(info, 'language') ?? 'en-US').toLowerCase()}\n${textOf(info, 'audience') ?? ''}`
    const isTwice = seen.has(key)
    seen.add(key)
    return when(isTwice, 'one-info-per-language', 'is a second one for its language', info.path)
  })
}

const areas: Rule = (alert) =>
  everywhere(alert, 'area').map((area) =>
    when(
      textOf(area, 'ceiling') !== undefined && textOf(area, 'altitude') === undefined,
      'ceiling',
      'needs an altitude',
      area.path,
    ),
  )

const isWeb = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
const isNumber = (text: string) => /^-?\d{1,9}(\.\d{1,9})?$/.test(text)
const isWhole = (text: string) => /^\d{1,15}$/.test(text)
const dated = ['sent', 'effective', 'onset', 'expires']

/** The rules of CAP 1.2 that its schema does not enforce. */
const beyondTheSchema: readonly Rule[] = [
  names,
  ...dated.map((part) => each(part, 'date-time', 'is no time as in 2026-11-22T09:00:00-00:00', isTime)),
  references,
  scopes,
  notes,
  each('language', 'language', 'is no language tag', (text) => xmlLanguage.test(text)),
  infos,
  each('web', 'web', 'is no absolute address', isWeb),
  each('size', 'number', 'is no number of bytes', isWhole),
  each('altitude', 'number', 'is no number', isNumber),
  each('ceiling', 'number', 'is no number', isNumber),
  each('polygon', 'polygon', 'is no closed ring of four or more pairs of latitude and longitude', isPolygon),
  each('circle', 'circle', 'is no point and radius', isCircle),
  areas,
]

export const ruleFaults = (alert: Element): Broken[] =>
  beyondTheSchema.flatMap((rule) => rule(alert)).filter((fault) => fault !== undefined)
