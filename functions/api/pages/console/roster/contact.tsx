import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import { readMailbox } from '../../../../../shared/ledger/mailbox.ts'
import { contactOf } from '../../../../../shared/organizations/contact-of.ts'
import { removeContact, updateContact } from '../../../../../shared/organizations/contacts.ts'
import { readOrganization } from '../../../../../shared/organizations/read.ts'
import { type Contact, contactChange, roles } from '../../../../../shared/organizations/schema.ts'
import { levels } from '../../../../../shared/situations/vocabulary.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { versionIn } from '../alerts/input.ts'
import { Boxes, Choice, Line, Refusal, Tick, Token } from '../shell/fields.tsx'
import {
  type Filled,
  filled,
  givenIn,
  listedIn,
  parsed,
  type Typed,
  valueIn,
  valuesOf,
} from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done, Listed, NextPage, When, wordFor } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { placeOf } from '../shell/subject.ts'

const topics = ['alerts', 'meetings', 'coalitions'] as const

const typedOf = (contact: Contact, version: number): Typed => ({
  version: [String(version)],
  name: [contact.name ?? ''],
  email: [contact.email],
  role: [contact.role],
  languages: [contact.languages.join(', ')],
  timeZone: [contact.timeZone],
  discreet: contact.discreet ? ['yes'] : [],
  about: contact.preferences?.about ?? topics,
  levels: contact.preferences?.levels ?? levels,
  places: [(contact.preferences?.places ?? []).join(', ')],
})

/** How a contact is reached, and what they want to hear of. */
const Fields = ({ form, reader: { words } }: { form: Filled; reader: Reader }) => {
  const { t } = words
  const field = { form, words }
  return (
    <>
      <div class="grid">
        <Line {...field} name="name" label={`${t('console.name')} (${t('page.optional')})`} maxlength={120} />
        <Line {...field} name="email" type="email" label={t('console.address')} required />
        <Choice
          {...field}
          name="role"
          label={t('console.role')}
          options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
        />
        <Line {...field} name="timeZone" label={t('console.time-zone')} required />
        <Line
          {...field}
          name="languages"
          label={t('page.language')}
          hint={t('console.languages.hint')}
          required
        />
        <Line
          {...field}
          name="places"
          label={`${t('console.only-about')} (${t('page.optional')})`}
          hint={t('console.countries.hint')}
        />
      </div>
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
      <Tick {...field} name="discreet" label={t('console.discreet')} />
    </>
  )
}

const read = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const organizationId = idIn(c, 'organization')
  const contactId = idIn(c, 'contact', 'contactId')
  const page = pageOf(c, { limit: 30, cursor: c.req.query('cursor') })
  const [reader, organization, mailbox] = await Promise.all([
    readerOf(c),
    readOrganization(deps, actor, organizationId),
    readMailbox(deps, actor, { organizationId, contactId, page }),
  ])
  return { reader, organization, mailbox, contact: contactOf(organization, contactId) }
}

const show = async (c: Context<Env>, form?: Filled, status: Status = 200) => {
  const { reader, organization, contact, mailbox } = await read(c)
  const { words } = reader
  const { t } = words
  const within = { organizationId: organization.id }
  const path = `/console/roster/${organization.id}/contacts/${contact.id}`
  const begun = typedOf(contact, organization.version)
  const shown: Filled = form
    ? { ...form, typed: { ...form.typed, version: begun['version']! } }
    : { typed: begun, faults: [] }
  return consolePage(
    c,
    { title: contact.name ?? contact.email, here: '/console/roster', status },
    <>
      <p>
        <a href={`/console/roster/${organization.id}`} dir="auto">
          {organization.name}
        </a>
      </p>
      <h1>
        <bdi>{contact.name ?? contact.email}</bdi>
      </h1>
      <Done said={c.req.query('done')} words={words} />
      {may(c.var.actor, 'contact.update', within) && (
        <form class="sheet" method="post" action={path}>
          <Token c={c} />
          <input type="hidden" name="version" value={valueIn(shown.typed, 'version')} />
          <Refusal form={shown} words={words} />
          <Fields form={shown} reader={reader} />
          <p class="acts">
            <button type="submit">{t('console.save')}</button>
          </p>
        </form>
      )}
      <Listed
        title={t('console.sent-to')}
        items={mailbox.items.map(({ kind, subject, at, state, reason }) => (
          <>
            {placeOf(subject) ? (
              <a href={placeOf(subject)}>{kindWord(words, kind)}</a>
            ) : (
              kindWord(words, kind)
            )}
            <p class="small soft">
              <When at={at} reader={reader} /> · {wordFor(words, 'delivery', state)}
              {reason && ` – ${wordFor(words, 'console.left', reason)}`}
            </p>
          </>
        ))}
        empty={t('console.nothing')}
        more={<NextPage href={pathOfNext(c, mailbox.next)} words={words} />}
      />
      {may(c.var.actor, 'contact.remove', within) && (
        <details>
          <summary>{t('console.remove-contact')}</summary>
          <form class="sheet" method="post" action={`${path}/remove`}>
            <Token c={c} />
            <p>{t('console.remove-contact.hint')}</p>
            <button type="submit" class="grave">
              {t('console.remove-contact')}
            </button>
          </form>
        </details>
      )}
    </>,
  )
}

const kindWord = (words: Reader['words'], kind: string) => wordFor(words, 'console.mail', kind)

/** Everything ticked narrows nothing. */
const narrowed = <T extends string>(chosen: readonly string[], all: readonly T[]) =>
  chosen.length === all.length ? undefined : chosen

const preferencesIn = (typed: Typed, before: Contact['preferences']) => {
  const { about: _, levels: __, places: ___, ...others } = before ?? {}
  const places = listedIn(typed, 'places').map((code) => code.toUpperCase())
  const wanted = filled({
    ...others,
    about: narrowed(valuesOf(typed, 'about'), topics),
    levels: narrowed(valuesOf(typed, 'levels'), levels),
    places: places.length > 0 ? places : undefined,
  })
  return Object.keys(wanted).length > 0 ? wanted : null
}

export const contactPage = (c: Context<Env>) => show(c)

export const contactChangeFromForm = posted((c) => ({
  act: async (typed) => {
    const { deps, actor } = c.var
    const organizationId = idIn(c, 'organization')
    const contactId = idIn(c, 'contact', 'contactId')
    const before = contactOf(await readOrganization(deps, actor, organizationId), contactId)
    const change = parsed(contactChange, {
      name: givenIn(typed, 'name') ?? null,
      email: valueIn(typed, 'email'),
      role: valueIn(typed, 'role'),
      languages: listedIn(typed, 'languages'),
      timeZone: valueIn(typed, 'timeZone').trim(),
      discreet: valueIn(typed, 'discreet') === 'yes',
      preferences: preferencesIn(typed, before.preferences),
    })
    await updateContact(deps, actor, { organizationId, contactId, version: versionIn(typed), change })
    return `/console/roster/${organizationId}/contacts/${contactId}?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))

export const contactRemovalFromForm = posted((c) => ({
  act: async () => {
    const organizationId = idIn(c, 'organization')
    await removeContact(c.var.deps, c.var.actor, {
      organizationId,
      contactId: idIn(c, 'contact', 'contactId'),
    })
    return `/console/roster/${organizationId}?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))
