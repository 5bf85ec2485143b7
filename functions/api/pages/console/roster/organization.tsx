import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { may, mayOnceProved } from '../../../../../shared/access/permit.ts'
import { reportCompromised } from '../../../../../shared/organizations/compromised.ts'
import { addContact } from '../../../../../shared/organizations/contacts.ts'
import { liftSuppression } from '../../../../../shared/organizations/lift-suppression.ts'
import { readOrganization } from '../../../../../shared/organizations/read.ts'
import {
  type Contact,
  contactInput,
  type Organization,
  roles,
} from '../../../../../shared/organizations/schema.ts'
import { countryName, languageName, listOf } from '../../../../../shared/rendering/language.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import type { Reader } from '../../../http/reader.ts'
import { Choice, Line, Refusal, Tick, Token } from '../shell/fields.tsx'
import { type Filled, filled, filledWith, givenIn, listedIn, parsed, valueIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done, When, wordFor } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'

interface Shown {
  readonly c: Context<Env>
  readonly organization: Organization
  readonly reader: Reader
}

const isLiftable = ({ suppressed }: Contact) =>
  suppressed !== undefined && suppressed.reason !== 'unsubscribed'

/** One contact: how it is reached, why it no longer is, and the red button. */
const Person = ({ c, organization, contact, reader }: Shown & { contact: Contact }) => {
  const { words } = reader
  const { t, language } = words
  const within = { organizationId: organization.id }
  const path = `/console/roster/${organization.id}/contacts/${contact.id}`
  const { suppressed } = contact
  return (
    <li>
      <a href={path}>
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
      {suppressed && (
        <p class="notice bad">
          {wordFor(words, 'console.left', suppressed.reason)} · <When at={suppressed.at} reader={reader} />
        </p>
      )}
      <div class="acts">
        {mayOnceProved(c.var.actor, 'contact.lift-suppression') && isLiftable(contact) && (
          <form method="post" action={`${path}/lift`}>
            <Token c={c} />
            <button type="submit" class="quiet">
              {t('console.lift')}
            </button>
          </form>
        )}
        {may(c.var.actor, 'contact.compromised', within) && suppressed?.reason !== 'compromised' && (
          <details>
            <summary>{t('console.compromised')}</summary>
            <form method="post" action={`${path}/compromised`}>
              <Token c={c} />
              <p>{t('console.compromised.hint')}</p>
              <button type="submit" class="grave">
                {t('console.compromised')}
              </button>
            </form>
          </details>
        )}
      </div>
    </li>
  )
}

const NewContact = ({ c, organization, form, reader: { words } }: Shown & { form: Filled }) => {
  const { t } = words
  const field = { form, words }
  return (
    <details open={form.refusal !== undefined}>
      <summary>{t('console.add-contact')}</summary>
      <form method="post" action={`/console/roster/${organization.id}/contacts`}>
        <Token c={c} />
        <input type="hidden" name="once" value={valueIn(form.typed, 'once')} />
        <Line {...field} name="email" type="email" label={t('console.address')} required />
        <Line {...field} name="name" label={`${t('console.name')} (${t('page.optional')})`} maxlength={120} />
        <Choice
          {...field}
          name="role"
          label={t('console.role')}
          options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
        />
        <Line
          {...field}
          name="languages"
          label={t('page.language')}
          hint={t('console.languages.hint')}
          required
        />
        <Line {...field} name="timeZone" label={t('console.time-zone')} required />
        <Tick {...field} name="discreet" label={t('console.discreet')} />
        <p class="acts">
          <button type="submit">{t('console.save')}</button>
        </p>
      </form>
    </details>
  )
}

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const { deps, actor } = c.var
  const [reader, organization] = await Promise.all([
    readerOf(c),
    readOrganization(deps, actor, idIn(c, 'organization')),
  ])
  const { words, timeZone } = reader
  const { t, language } = words
  const seen = { c, organization, reader }
  const within = { organizationId: organization.id }
  const begun = {
    once: [randomUUID()],
    role: ['focal-point'],
    timeZone: [timeZone],
    languages: [organization.languages.join(', ')],
  }
  const started = form.refusal ? form : { ...form, typed: { ...begun, ...form.typed } }
  return consolePage(
    c,
    { title: organization.name, here: '/console/roster', status },
    <>
      <h1 dir="auto">{organization.name}</h1>
      <p class="soft">
        {t(`relation.${organization.relation}`)} · {t(`class.${organization.class}`)} ·{' '}
        {countryName(organization.country, language)}
      </p>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      {may(actor, 'contact.read', within) && (
        <section class="sheet">
          <h2>{t('console.contacts')}</h2>
          {organization.contacts.length === 0 && <p class="soft">{t('console.nothing')}</p>}
          <ul class="rows">
            {organization.contacts.map((contact) => (
              <Person {...seen} contact={contact} />
            ))}
          </ul>
          {may(actor, 'contact.add', within) && <NewContact {...seen} form={started} />}
        </section>
      )}
    </>,
  )
}

export const organizationPage = (c: Context<Env>) => show(c, filledWith({}))

/** One's own organization, wherever that is. */
export const ownOrganizationPage = (c: Context<Env>) => {
  const { actor } = c.var
  return c.redirect(`/console/roster/${actor.kind === 'person' ? actor.organizationId : ''}`, 303)
}

export const contactFromForm = posted((c) => ({
  act: async (typed) => {
    const organizationId = idIn(c, 'organization')
    const given = { name: givenIn(typed, 'name'), role: givenIn(typed, 'role') }
    const contact = parsed(contactInput, {
      ...filled(given),
      email: valueIn(typed, 'email'),
      languages: listedIn(typed, 'languages'),
      timeZone: valueIn(typed, 'timeZone').trim(),
      discreet: valueIn(typed, 'discreet') === 'yes',
    })
    await onceUnder(
      { c, key: valueIn(typed, 'once') || undefined, payload: contact },
      async (deps) => (await addContact(deps, c.var.actor, { organizationId, contact })).organization,
      (deps) => readOrganization(deps, c.var.actor, organizationId),
    )
    return `/console/roster/${organizationId}?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))

const onContact = (
  act: (c: Context<Env>, named: { organizationId: string; contactId: string }) => Promise<unknown>,
) =>
  posted((c) => ({
    act: async () => {
      const organizationId = idIn(c, 'organization')
      await act(c, { organizationId, contactId: idIn(c, 'contact', 'contactId') })
      return `/console/roster/${organizationId}?done=saved`
    },
    again: (form, status) => show(c, form, status),
  }))

export const compromisedFromForm = onContact((c, named) => reportCompromised(c.var.deps, c.var.actor, named))
export const liftFromForm = onContact((c, named) => liftSuppression(c.var.deps, c.var.actor, named))
