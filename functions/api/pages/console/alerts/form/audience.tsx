import { classOptions, relationOptions } from '../../shell/choices.ts'
import { Boxes, Line, type Option } from '../../shell/fields.tsx'
import { Several } from '../../shell/several.tsx'
import type { Part } from './part.ts'

export interface Pickable {
  readonly coalitions: readonly Option[]
  readonly organizations: readonly Option[]
}

/** Who is to be told: what narrows down, and who comes on top. */
export const Audience = ({ form, reader: { words }, coalitions, organizations }: Part & Pickable) => {
  const { t } = words
  const field = { form, words }
  const named = form.typed['audience.organizationIds'] ?? []
  return (
    <fieldset>
      <legend>{t('console.audience')}</legend>
      <p class="hint">{t('console.audience.hint')}</p>
      <Boxes
        {...field}
        name="audience.relations"
        label={t('console.relations')}
        options={relationOptions(words)}
      />
      <Boxes {...field} name="audience.classes" label={t('console.classes')} options={classOptions(words)} />
      <Line
        {...field}
        name="audience.countries"
        label={t('alert.countries')}
        hint={t('console.countries.hint')}
      />
      {coalitions.length > 0 && (
        <Boxes {...field} name="audience.coalitionIds" label={t('console.coalitions')} options={coalitions} />
      )}
      <details open={named.length > 0}>
        <summary>{t('console.named-singly')}</summary>
        <Several
          {...field}
          name="audience.organizationIds"
          label={t('console.organizations')}
          options={organizations}
        />
        <Line
          {...field}
          name="audience.reason"
          label={`${t('console.why-despite')} (${t('page.optional')})`}
          maxlength={500}
        />
      </details>
      <Boxes
        {...field}
        one
        name="audience.reach"
        label={t('console.reach')}
        options={[
          { value: 'all', label: t('console.reach.all') },
          { value: 'first', label: t('console.reach.first') },
        ]}
      />
    </fieldset>
  )
}
