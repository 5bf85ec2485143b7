import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import type { Contact, Organization } from '../../../../../shared/organizations/schema.ts'
import { languageName, listOf } from '../../../../../shared/rendering/language.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Token } from '../shell/fields.tsx'
import { type Filled, valueIn } from '../shell/form.ts'
import { ContactFields } from './contact/fields.tsx'
import { ContactState } from './contact/state.tsx'

interface Shown {
  readonly c: Context<Env>
  readonly organization: Organization
  readonly reader: Reader
}

/** One contact: how it is reached, why it no longer is, and the red button. */
const Person = ({ c, organization, contact, reader }: Shown & { contact: Contact }) => {
  const { words } = reader
  const { t, language } = words
  return (
    <li>
      <a href={`/console/roster/${organization.id}/contacts/${contact.id}`}>
        <b>
          <bdi>{contact.name ?? contact.email}</bdi>
        </b>
      </a>{' '}
      <span class="soft">{t(`role.${contact.role}`)}</span>
      {contact.discreet && <span class="badge">{t('console.discreet')}</span>}
      <p class="small">
        <bdi>{contact.email}</bdi> ·{' '}
        {listOf(
          contact.languages.map((code) => languageName(code, language)),
          language,
        )}{' '}
        · <bdi>{contact.timeZone}</bdi>
      </p>
      <ContactState c={c} organizationId={organization.id} contact={contact} reader={reader} />
    </li>
  )
}

const NewContact = ({ c, organization, form, reader }: Shown & { form: Filled }) => (
  <details open={form.refusal !== undefined && form.typed['email'] !== undefined}>
    <summary>{reader.words.t('console.add-contact')}</summary>
    <form method="post" action={`/console/roster/${organization.id}/contacts`}>
      <Token c={c} />
      <input type="hidden" name="once" value={valueIn(form.typed, 'once')} />
      <ContactFields form={form} words={reader.words} isOwn={reader.organization?.id === organization.id} />
      <p class="acts">
        <button type="submit">{reader.words.t('console.save')}</button>
      </p>
    </form>
  </details>
)

/** Whom an organization is reached by, and room for one more. */
export const Contacts = ({ form, ...seen }: Shown & { form: Filled }) => {
  const { c, organization, reader } = seen
  const { t } = reader.words
  return (
    <section class="sheet">
      <h2>{t('console.contacts')}</h2>
      {organization.contacts.length === 0 && <p class="soft">{t('console.nothing')}</p>}
      <ul class="rows">
        {organization.contacts.map((contact) => (
          <Person {...seen} contact={contact} />
        ))}
      </ul>
      {may(c.var.actor, 'contact.add', { organizationId: organization.id }) && (
        <NewContact {...seen} form={form} />
      )}
    </section>
  )
}
