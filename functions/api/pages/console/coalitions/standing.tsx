import { participation } from '../../../../../shared/coalitions/schema.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { Choice } from '../shell/fields.tsx'
import { type Filled, filled, givenIn, type Typed } from '../shell/form.ts'

const { role, knownTo } = participation.shape

/** In which role an organization takes part, and who may know of it. */
export const StandingFields = (field: { form: Filled; words: Phrases }) => {
  const { t } = field.words
  return (
    <>
      <Choice
        {...field}
        name="role"
        label={t('console.role')}
        options={role.options.map((value) => ({ value, label: t(`coalition.role.${value}`) }))}
      />
      <Choice
        {...field}
        name="knownTo"
        label={t('coalition.known-to')}
        options={knownTo.unwrap().options.map((value) => ({
          value,
          label: t(`coalition.known-to.${value}`),
        }))}
      />
    </>
  )
}

/** What was said of these, and why. */
export const standingIn = (typed: Typed) =>
  filled({
    role: givenIn(typed, 'role'),
    knownTo: givenIn(typed, 'knownTo'),
    reason: givenIn(typed, 'reason'),
  })
