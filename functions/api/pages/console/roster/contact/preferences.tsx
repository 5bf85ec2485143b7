import type { Contact } from '../../../../../../shared/organizations/schema.ts'
import type { Phrases } from '../../../../../../shared/rendering/catalogue.ts'
import { levels } from '../../../../../../shared/situations/vocabulary.ts'
import { countriesIn } from '../../shell/country.ts'
import { Boxes, Line } from '../../shell/fields.tsx'
import { type Filled, filled, type Typed, valuesOf } from '../../shell/form.ts'

const topics = ['alerts', 'meetings', 'coalitions'] as const

/** What a contact wants to hear of. */
export const Preferences = (field: { form: Filled; words: Phrases }) => {
  const { t } = field.words
  return (
    <>
      <Boxes
        {...field}
        name="about"
        label={t('console.wants')}
        options={topics.map((value) => ({ value, label: t(`console.${value}`) }))}
      />
      <Boxes
        {...field}
        name="levels"
        label={t('console.wants-levels')}
        hint={t('console.wants-levels.hint')}
        options={levels.map((value) => ({ value, label: t(`level.${value}`) }))}
      />
      <Line
        {...field}
        name="places"
        label={`${t('console.only-about')} (${t('page.optional')})`}
        hint={t('console.countries.hint')}
      />
    </>
  )
}

/** Whoever has not said wants everything. */
export const typedPreferences = ({ preferences }: Contact): Typed => ({
  about: preferences?.about ?? topics,
  levels: preferences?.levels ?? levels,
  places: [(preferences?.places ?? []).join(', ')],
})

/** Everything ticked narrows nothing. */
const narrowed = <T extends string>(chosen: readonly string[], all: readonly T[]) =>
  chosen.length === all.length ? undefined : chosen

export const preferencesIn = (typed: Typed, before: Contact['preferences']) => {
  const { about: _, levels: __, places: ___, ...others } = before ?? {}
  const places = countriesIn(typed, 'places')
  const wanted = filled({
    ...others,
    about: narrowed(valuesOf(typed, 'about'), topics),
    levels: narrowed(valuesOf(typed, 'levels'), levels),
    places: places.length > 0 ? places : undefined,
  })
  return Object.keys(wanted).length > 0 ? wanted : null
}
