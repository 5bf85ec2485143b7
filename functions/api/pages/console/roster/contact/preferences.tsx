import type { Contact } from '../../../../../../shared/organizations/schema.ts'
import type { Phrases } from '../../../../../../shared/rendering/catalogue.ts'
import { levels } from '../../../../../../shared/situations/vocabulary.ts'
import { countriesIn } from '../../shell/country.ts'
import { dayOptions } from '../../shell/days.ts'
import { Boxes, Line } from '../../shell/fields.tsx'
import { type Filled, filled, givenIn, type Typed, valuesOf } from '../../shell/form.ts'

const topics = ['alerts', 'meetings', 'coalitions'] as const
/** An emergency never waits until the morning. */
const waiting = levels.filter((level) => level !== 'emergency')

const area = 'preferences'
const nameOf = (field: string) => `${area}.${field}`

/** When a contact reads: hours of their day, and days that are not for work. */
const Hours = (field: { form: Filled; words: Phrases }) => {
  const { t, language } = field.words
  const optional = (words: string) => `${words} (${t('page.optional')})`
  return (
    <>
      <div class="grid">
        <Line
          {...field}
          name={nameOf('hours.from')}
          type="number"
          label={optional(t('console.reads-from'))}
          hint={t('console.reads.hint')}
        />
        <Line {...field} name={nameOf('hours.to')} type="number" label={optional(t('console.reads-to'))} />
      </div>
      <Boxes
        {...field}
        name={nameOf('weekend')}
        label={t('console.days-off')}
        hint={t('console.days-off.hint')}
        options={dayOptions(language)}
      />
    </>
  )
}

/** What a contact wants to hear of, and when. */
export const Preferences = (field: { form: Filled; words: Phrases }) => {
  const { t } = field.words
  const levelOptions = (of: readonly (typeof levels)[number][]) =>
    of.map((value) => ({ value, label: t(`level.${value}`) }))
  return (
    <>
      <Boxes
        {...field}
        name={nameOf('about')}
        label={t('console.wants')}
        options={topics.map((value) => ({ value, label: t(`console.${value}`) }))}
      />
      <Boxes
        {...field}
        name={nameOf('levels')}
        label={t('console.wants-levels')}
        hint={t('console.wants-levels.hint')}
        options={levelOptions(levels)}
      />
      <Line
        {...field}
        name={nameOf('places')}
        label={`${t('console.only-about')} (${t('page.optional')})`}
        hint={t('console.countries.hint')}
      />
      <Boxes
        {...field}
        name={nameOf('digest.levels')}
        label={t('console.wants-digest')}
        hint={t('console.wants-digest.hint')}
        options={levelOptions(waiting)}
      />
      <Hours {...field} />
    </>
  )
}

const each = (value: number | undefined) => (value === undefined ? '' : String(value))

/** Whoever has not said wants everything, at once. */
export const typedPreferences = ({ preferences: wanted = {} }: Contact): Typed => ({
  [nameOf('about')]: wanted.about ?? topics,
  [nameOf('levels')]: wanted.levels ?? levels,
  [nameOf('places')]: [(wanted.places ?? []).join(', ')],
  [nameOf('digest.levels')]: wanted.digest ? (wanted.digest.levels ?? waiting) : [],
  [nameOf('hours.from')]: [each(wanted.hours?.from)],
  [nameOf('hours.to')]: [each(wanted.hours?.to)],
  [nameOf('weekend')]: (wanted.weekend ?? []).map(String),
})

/** Everything ticked narrows nothing. */
const narrowed = <T extends string>(chosen: readonly string[], all: readonly T[]) =>
  chosen.length === all.length ? undefined : chosen

/** Of which levels the morning is soon enough; where and of which coalitions stays as it was. */
const digestIn = (typed: Typed, before: NonNullable<Contact['preferences']>['digest']) => {
  const chosen = valuesOf(typed, nameOf('digest.levels'))
  if (chosen.length === 0) return undefined
  const { levels: _, ...others } = before ?? {}
  return filled({ ...others, levels: narrowed(chosen, waiting) })
}

const hoursIn = (typed: Typed) => {
  const [from, to] = [givenIn(typed, nameOf('hours.from')), givenIn(typed, nameOf('hours.to'))]
  return from === undefined && to === undefined ? undefined : { from: Number(from), to: Number(to) }
}

const some = <T,>(values: readonly T[]) => (values.length > 0 ? values : undefined)

export const preferencesIn = (typed: Typed, before: Contact['preferences']) => {
  const wanted = filled({
    about: narrowed(valuesOf(typed, nameOf('about')), topics),
    levels: narrowed(valuesOf(typed, nameOf('levels')), levels),
    places: some(countriesIn(typed, nameOf('places'))),
    digest: digestIn(typed, before?.digest),
    hours: hoursIn(typed),
    weekend: some(valuesOf(typed, nameOf('weekend')).map(Number)),
  })
  return Object.keys(wanted).length > 0 ? wanted : null
}
