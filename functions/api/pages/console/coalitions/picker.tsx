import type { Organization } from '../../../../../shared/organizations/schema.ts'
import { countryName, languageName } from '../../../../../shared/rendering/language.ts'
import { distinct } from '../../../../../shared/text.ts'
import type { Reader } from '../../../http/reader.ts'
import { Choice, Faults, type Option } from '../shell/fields.tsx'
import { type Filled, givenIn, type Typed, valueIn, valuesOf } from '../shell/form.ts'

/** So many organizations are offered on one page; more are invited by the API. */
export const offered = 200

interface Picking {
  readonly form: Filled
  readonly organizations: readonly Organization[]
  readonly reader: Reader
}

const kinds = ['country', 'class', 'language'] as const

const has = (organization: Organization, kind: (typeof kinds)[number], value: string) =>
  kind === 'language' ? organization.languages.includes(value) : organization[kind] === value

/** The same form with those ticked who are of the country, the class and the language that were chosen. */
export const ticked = (typed: Typed, organizations: readonly Organization[]): Typed => {
  const chosen = kinds.flatMap((kind) => {
    const value = givenIn(typed, `tick.${kind}`)
    return value ? [{ kind, value }] : []
  })
  const fitting = organizations.filter(
    (each) => chosen.length > 0 && chosen.every(({ kind, value }) => has(each, kind, value)),
  )
  const ids = distinct([...valuesOf(typed, 'organizationIds'), ...fitting.map(({ id }) => id)])
  return { ...typed, organizationIds: ids }
}

/** Whether a form was sent to have organizations ticked, and not yet to ask anybody. */
export const isTicking = (typed: Typed) => valueIn(typed, 'more') === 'tick'

const named = (values: readonly string[], name: (value: string) => string, language: string): Option[] =>
  distinct(values)
    .map((value) => ({ value, label: name(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, language))

/** Ticks many at once. */
const Tick = ({ form, organizations, reader: { words } }: Picking) => {
  const { t, language } = words
  const field = { form, words, none: '–' }
  const of = (read: (organization: Organization) => readonly string[]) => organizations.flatMap(read)
  return (
    <div class="filters">
      <Choice
        {...field}
        name="tick.country"
        label={t('console.country')}
        options={named(
          of(({ country }) => [country]),
          (code) => countryName(code, language),
          language,
        )}
      />
      <Choice
        {...field}
        name="tick.class"
        label={t('import.column.class')}
        options={named(
          of((each) => [each.class]),
          (each) => t(`class.${each as Organization['class']}`),
          language,
        )}
      />
      <Choice
        {...field}
        name="tick.language"
        label={t('import.column.language')}
        options={named(
          of(({ languages }) => languages),
          (code) => languageName(code, language),
          language,
        )}
      />
      <button type="submit" name="more" value="tick" class="quiet" formnovalidate>
        {t('console.tick')}
      </button>
    </div>
  )
}

/** Whom to ask: by country, with their class and languages beside each. */
export const Picker = (picking: Picking) => {
  const { form, organizations, reader } = picking
  const { t, language } = reader.words
  const picked = valuesOf(form.typed, 'organizationIds')
  const countries = Map.groupBy(organizations, ({ country }) => countryName(country, language))
  const sorted = [...countries].sort(([a], [b]) => a.localeCompare(b, language))
  return (
    <fieldset>
      <legend>{t('console.whom-to-ask')}</legend>
      <Tick {...picking} />
      {sorted.map(([country, members]) => (
        <details open={members.some(({ id }) => picked.includes(id))}>
          <summary>
            {country} <span class="soft">({members.length})</span>
          </summary>
          <div class="checks">
            {members.map(({ id, name, class: of, languages }) => (
              <label>
                <input type="checkbox" name="organizationIds" value={id} checked={picked.includes(id)} />
                <span>
                  <bdi>{name}</bdi>{' '}
                  <span class="small soft">
                    {[t(`class.${of}`), ...languages.map((code) => languageName(code, language))].join(', ')}
                  </span>
                </span>
              </label>
            ))}
          </div>
        </details>
      ))}
      <Faults form={form} name="organizationIds" words={reader.words} />
    </fieldset>
  )
}
