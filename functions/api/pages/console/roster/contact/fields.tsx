import { type Contact, roles } from '../../../../../../shared/organizations/schema.ts'
import type { Phrases } from '../../../../../../shared/rendering/catalogue.ts'
import { Choice, Line, Tick } from '../../shell/fields.tsx'
import { type Filled, givenIn, listedIn, type Typed, valueIn } from '../../shell/form.ts'

interface Fields {
  readonly form: Filled
  readonly words: Phrases
  /** Whether the reader is of the same organization: nobody else is shown a number, or asked for one. */
  readonly isOwn: boolean
}

/** How a contact is reached: the fields of whoever is added, and of whoever is changed. */
export const ContactFields = ({ isOwn, ...field }: Fields) => {
  const { t } = field.words
  const optional = (words: string) => `${words} (${t('page.optional')})`
  return (
    <>
      <div class="grid">
        <Line {...field} name="name" label={optional(t('console.name'))} maxlength={120} />
        <Line {...field} name="email" type="email" label={t('console.address')} required />
        <Choice
          {...field}
          name="role"
          label={t('console.role')}
          options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
        />
        <Line
          {...field}
          name="timeZone"
          label={t('console.time-zone')}
          hint={t('console.time-zone.hint')}
          required
        />
        <Line
          {...field}
          name="languages"
          label={t('page.language')}
          hint={t('console.languages.hint')}
          required
        />
        {isOwn && (
          <Line
            {...field}
            name="phone.number"
            label={optional(t('console.phone-number'))}
            hint={t('console.phone-number.hint')}
          />
        )}
      </div>
      {isOwn && <Tick {...field} name="phone.neverCall" label={t('console.never-call')} />}
      <Tick {...field} name="discreet" label={t('console.discreet')} />
      <Line
        {...field}
        name="alias"
        label={optional(t('console.alias'))}
        hint={t('console.alias.hint')}
        maxlength={60}
      />
    </>
  )
}

export const typedContact = (contact: Contact): Typed => ({
  name: [contact.name ?? ''],
  email: [contact.email],
  role: [contact.role],
  languages: [contact.languages.join(', ')],
  timeZone: [contact.timeZone],
  discreet: contact.discreet ? ['yes'] : [],
  alias: [contact.alias ?? ''],
  'phone.number': [contact.phone?.number ?? ''],
  'phone.neverCall': contact.phone?.neverCall ? ['yes'] : [],
})

const phoneIn = (typed: Typed) => {
  const number = givenIn(typed, 'phone.number')
  return number && { number, neverCall: valueIn(typed, 'phone.neverCall') === 'yes' }
}

/** What the fields say, as the API's body would; what was left empty is not there. */
export const contactIn = (typed: Typed) => ({
  name: givenIn(typed, 'name'),
  email: valueIn(typed, 'email'),
  role: givenIn(typed, 'role'),
  languages: listedIn(typed, 'languages'),
  timeZone: valueIn(typed, 'timeZone').trim(),
  discreet: valueIn(typed, 'discreet') === 'yes',
  alias: givenIn(typed, 'alias'),
  phone: phoneIn(typed),
})
