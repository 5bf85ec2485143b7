import type { Alert } from '../../../../../../shared/alerts/schema.ts'
import { Boxes, Choice, Faults, type Option } from '../../shell/fields.tsx'
import { faultsIn, fieldOf, filled, givenIn, type Typed, valueIn, valuesOf } from '../../shell/form.ts'
import { Several, withChosen } from '../../shell/several.tsx'
import type { Part } from './part.ts'

/** Who can stand by an alert with their name: coalitions that may be named, and members. */
export interface Nameable {
  readonly coalitions: readonly Option[]
  readonly members: readonly Option[]
}

interface Issuer extends Part {
  readonly alliance: string
  readonly nameable: Nameable
}

/** In whose name it goes out: the coordinators', or that of others, who are asked first. */
export const Issuer = ({ form, reader: { words }, alliance, nameable }: Issuer) => {
  const { t } = words
  const field = { form, words }
  const isWrong = faultsIn(form, 'issuedBy').some((fault) => fieldOf(fault) === 'issuedBy')
  const isOpen =
    faultsIn(form, 'issuedBy.organizationIds').length > 0 || 'issuedBy.organizationIds' in form.typed
  return (
    <fieldset>
      <legend>{t('consent.title')}</legend>
      <p class="hint">{t('console.issuer.hint')}</p>
      <Boxes
        {...field}
        one
        name="issuedBy.by"
        label={t('alert.issued-by')}
        options={[
          { value: 'coordinator', label: t('alert.issued-by.coordinators', { alliance }) },
          { value: 'coalition', label: t('console.issuer.coalition') },
          { value: 'organizations', label: t('console.issuer.organizations') },
        ]}
      />
      <Choice
        {...field}
        name="issuedBy.coalitionId"
        label={t('meeting.coalition')}
        options={withChosen(nameable.coalitions, valuesOf(form.typed, 'issuedBy.coalitionId'))}
        none="–"
      />
      <details open={isOpen}>
        <summary>{t('console.issuer.organizations')}</summary>
        <Several
          {...field}
          name="issuedBy.organizationIds"
          label={t('console.organizations')}
          options={nameable.members}
        />
      </details>
      {isWrong && <Faults {...field} name="issuedBy" />}
    </fieldset>
  )
}

/** What a form says of it, as the API's body would; nothing where it is the coordinators'. */
export const issuerIn = (typed: Typed) => {
  const by = valueIn(typed, 'issuedBy.by')
  if (by === 'coalition') return { by, coalitionId: valueIn(typed, 'issuedBy.coalitionId') }
  return by === 'organizations'
    ? { by, organizationIds: valuesOf(typed, 'issuedBy.organizationIds') }
    : undefined
}

/** Whether a form asks for it at all. */
export const hasIssuer = (typed: Typed) => givenIn(typed, 'issuedBy.by') !== undefined

export const typedIssuer = ({ issuedBy }: Alert['content']): Typed => ({
  'issuedBy.by': [issuedBy?.by ?? 'coordinator'],
  ...filled({
    'issuedBy.coalitionId': issuedBy?.by === 'coalition' ? [issuedBy.coalitionId] : undefined,
    'issuedBy.organizationIds': issuedBy?.by === 'organizations' ? issuedBy.organizationIds : undefined,
  }),
})
