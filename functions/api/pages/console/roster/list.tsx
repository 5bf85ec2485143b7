import type { Context } from 'hono'
import * as z from 'zod'
import { may } from '../../../../../shared/access/permit.ts'
import { askContacts } from '../../../../../shared/organizations/confirmation/begin.ts'
import { normalizeName } from '../../../../../shared/organizations/keys.ts'
import { listOrganizations } from '../../../../../shared/organizations/read.ts'
import { type Organization, organizationClass, relation } from '../../../../../shared/organizations/schema.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { countryName } from '../../../../../shared/rendering/language.ts'
import type { Item } from '../../../../../shared/storage/store.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { classOptions, relationOptions } from '../shell/choices.ts'
import { countryAsked } from '../shell/country.ts'
import { Choice, Line, Refusal } from '../shell/fields.tsx'
import { type Filled, filledWith, parsed } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done, Filters } from '../shell/parts.tsx'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { Grave } from '../shell/turn.tsx'

const query = z.object({
  relation: relation.optional().catch(undefined),
  class: organizationClass.optional().catch(undefined),
  country: countryAsked,
  name: z.string().max(200).default(''),
})

/** So many are looked through for a name, and so many shown; an alliance has some hundreds. */
const most = 1000
const shown = 200

type Asked = z.output<typeof query>

/** Those whose name has what was asked for in it, or the name or the address of one of whose visible contacts has. */
const search = async (c: Context<Env>, { name, ...filter }: Asked) => {
  const wanted = normalizeName(name)
  const fits = (each: Organization) =>
    normalizeName(each.name).includes(wanted) ||
    each.contacts.some(
      ({ email, name: called = '' }) =>
        email.toLowerCase().includes(wanted) || normalizeName(called).includes(wanted),
    )
  const found: Organization[] = []
  let after: Item | undefined
  let seen = 0
  do {
    const page = await listOrganizations(c.var.deps, c.var.actor, { filter, page: { limit: 200, after } })
    found.push(...page.items.filter(fits))
    seen += page.items.length
    after = page.next
  } while (after && seen < most && found.length <= shown)
  return { items: found.slice(0, shown), more: after !== undefined || found.length > shown }
}

const Row = ({ organization, reader: { words } }: { organization: Organization; reader: Reader }) => {
  const { t, language } = words
  const { id, name, country, contacts } = organization
  const closed = contacts.filter(({ suppressed }) => suppressed).length
  return (
    <tr>
      <td>
        <a href={`/console/roster/${id}`} dir="auto">
          {name}
        </a>
      </td>
      <td data-label={t('console.classes')}>{t(`class.${organization.class}`)}</td>
      <td data-label={t('console.country')}>{countryName(country, language)}</td>
      <td data-label={t('console.contacts')}>
        {contacts.length}
        {closed > 0 && (
          <>
            {' '}
            <span class="badge warning">{t('console.closed', { number: String(closed) })}</span>
          </>
        )}
      </td>
    </tr>
  )
}

/** What else there is to do about the roster. */
const Ways = ({ c, words: { t } }: { c: Context<Env>; words: Phrases }) => (
  <p class="acts">
    {may(c.var.actor, 'application.list') && <a href="/console/applications">{t('console.applications')}</a>}
    {may(c.var.actor, 'organization.list-absent') && <a href="/console/absent">{t('console.absent-ones')}</a>}
    {may(c.var.actor, 'organization.import') && (
      <a class="button quiet" href="/console/roster/import">
        {t('console.import')}
      </a>
    )}
    {may(c.var.actor, 'organization.create') && (
      <a class="button quiet" href="/console/roster/new">
        {t('console.add-organization')}
      </a>
    )}
  </p>
)

/** The roster: filtered by what organizations are, searched by what they are called. */
const show = async (c: Context<Env>, refused?: Filled, status: Status = 200) => {
  const asked = parsed(query, c.req.query())
  const [reader, { items, more }] = await Promise.all([readerOf(c), search(c, asked)])
  const { words } = reader
  const { t } = words
  const form = filledWith({
    name: [asked.name],
    relation: [asked.relation ?? ''],
    class: [asked.class ?? ''],
    country: [asked.country ?? ''],
  })
  const field = { form, words }
  return consolePage(
    c,
    { title: t('console.roster'), here: '/console/roster', status },
    <>
      <div class="head">
        <h1>{t('console.roster')}</h1>
        <Ways c={c} words={words} />
      </div>
      <Done said={c.req.query('done')} words={words} />
      {refused && <Refusal form={refused} words={words} />}
      <Filters words={words}>
        <Line {...field} name="name" type="search" label={t('console.name')} />
        <Choice
          {...field}
          name="relation"
          label={t('console.relations')}
          options={relationOptions(words)}
          none={t('console.all')}
        />
        <Choice
          {...field}
          name="class"
          label={t('console.classes')}
          options={classOptions(words)}
          none={t('console.all')}
        />
        <Line {...field} name="country" label={t('console.country')} maxlength={80} />
      </Filters>
      <section class="sheet">
        {items.length === 0 ? (
          <p class="soft">{t('console.nothing')}</p>
        ) : (
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">{t('console.organization')}</th>
                <th scope="col">{t('console.classes')}</th>
                <th scope="col">{t('console.country')}</th>
                <th scope="col">{t('console.contacts')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((organization) => (
                <Row organization={organization} reader={reader} />
              ))}
            </tbody>
          </table>
        )}
        {more && <p class="soft">{t('console.narrow')}</p>}
      </section>
      {may(c.var.actor, 'contact.ask') && (
        <Grave
          c={c}
          action="/console/roster/confirmations"
          words={t('console.ask-contacts')}
          look="quiet"
          follows={t('console.ask-contacts.hint')}
        />
      )}
    </>,
  )
}

export const rosterPage = (c: Context<Env>) => show(c)

/** In waves, whether each is still the right one; asked again while it goes on, nothing more. */
export const confirmationsFromForm = posted((c) => ({
  act: async () => {
    await askContacts(c.var.deps, c.var.actor)
    return '/console/roster?done=will-be-asked'
  },
  again: (form, status) => show(c, form, status),
}))
