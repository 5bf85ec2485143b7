import type { Alert } from '../../../../../shared/alerts/schema.ts'
import { countriesIn } from '../shell/country.ts'
import { filled, givenIn, type Typed, valueIn, valuesOf } from '../shell/form.ts'
import { instantIn, localTime } from '../shell/local-time.ts'
import { begunRows, closedGroup, groupsOf } from '../shell/rows.ts'
import { deskIn, typedDesk } from './form/desk-input.ts'
import { issuerIn, typedIssuer } from './form/issuer.tsx'
import { closedTexts, textsIn, typedTexts, typedWordings, wordingsIn } from './form/texts-input.ts'

const recommendationsIn = (typed: Typed) =>
  groupsOf(typed, 'recommendations', (at) =>
    filled({ addressee: givenIn(typed, `${at}addressee`), action: givenIn(typed, `${at}action`) }),
  )

/** Lists that stay away where nothing was chosen, for a part that is there and empty means the same. */
const some = <T>(values: readonly T[]) => (values.length > 0 ? values : undefined)

export const audienceIn = (typed: Typed) =>
  filled({
    relations: some(valuesOf(typed, 'audience.relations')),
    classes: some(valuesOf(typed, 'audience.classes')),
    countries: some(countriesIn(typed, 'audience.countries')),
    coalitionIds: some(valuesOf(typed, 'audience.coalitionIds')),
    organizationIds: some(valuesOf(typed, 'audience.organizationIds')),
    reach: givenIn(typed, 'audience.reach'),
    reason: givenIn(typed, 'audience.reason'),
  })

/** What a form says of an alert, as the API's body would. */
export const contentIn = (typed: Typed, timeZone: string) => ({
  level: valueIn(typed, 'level'),
  stages: valuesOf(typed, 'stages').map(Number),
  crimes: valuesOf(typed, 'crimes'),
  scope: valueIn(typed, 'scope'),
  exercise: valueIn(typed, 'exercise') === 'yes',
  texts: textsIn(typed),
  recommendations: recommendationsIn(typed),
  ...filled({
    urgency: givenIn(typed, 'urgency'),
    severity: givenIn(typed, 'severity'),
    certainty: givenIn(typed, 'certainty'),
    wordings: some(wordingsIn(typed)),
    issuedBy: issuerIn(typed),
  }),
  audience: audienceIn(typed),
  ...deskIn(typed, timeZone),
  expiresAt: instantIn(typed, 'expiresAt', timeZone),
})

const each = (value: string | undefined): string[] => (value === undefined ? [] : [value])

/** An alert as the form shows it. */
export const typedOf = ({ content, version }: Alert, timeZone: string): Typed => {
  const { audience } = content
  return {
    version: [String(version)],
    situationId: [content.situationId],
    level: [content.level],
    stages: content.stages.map(String),
    crimes: content.crimes,
    scope: [content.scope],
    exercise: content.exercise ? ['yes'] : [],
    ...typedTexts(content.texts),
    ...typedWordings(content),
    ...begunRows('recommendations', content.recommendations),
    urgency: [content.urgency],
    severity: [content.severity],
    certainty: [content.certainty],
    'audience.relations': audience.relations ?? [],
    'audience.classes': audience.classes ?? [],
    'audience.countries': [(audience.countries ?? []).join(', ')],
    'audience.coalitionIds': audience.coalitionIds ?? [],
    'audience.organizationIds': audience.organizationIds ?? [],
    'audience.reach': [audience.reach],
    'audience.reason': each(audience.reason),
    ...typedDesk(content, timeZone),
    ...typedIssuer(content),
    correction: content.correction ? ['yes'] : [],
    expiresAt: [localTime(content.expiresAt, timeZone)],
  }
}

const grouped = /^(texts|wordings|recommendations|basis\.references)\.\d/

/** The same with the groups closed up, as the schema saw them: a fault in the second text stands by the second. */
export const closedUp = (typed: Typed): Typed => ({
  ...Object.fromEntries(Object.entries(typed).filter(([name]) => !grouped.test(name))),
  ...closedTexts(typed),
  ...closedGroup(typed, 'recommendations'),
  ...closedGroup(typed, 'basis.references'),
})
