import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { may, mayOnceProved } from '../../../../../shared/access/permit.ts'
import { reportCompromised } from '../../../../../shared/organizations/compromised.ts'
import { addContact } from '../../../../../shared/organizations/contacts.ts'
import { isPublic } from '../../../../../shared/organizations/keys.ts'
import { liftSuppression } from '../../../../../shared/organizations/lift-suppression.ts'
import { readOrganization } from '../../../../../shared/organizations/read.ts'
import { contactInput, type Organization } from '../../../../../shared/organizations/schema.ts'
import { countryName } from '../../../../../shared/rendering/language.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import type { Reader } from '../../../http/reader.ts'
import { Refusal } from '../shell/fields.tsx'
import { type Filled, filled, filledWith, parsed, valueIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { contactIn } from './contact/fields.tsx'
import { namedIn } from './contact/named.ts'
import { Contacts } from './contacts.tsx'
import { Membership } from './membership.tsx'

/** What the roster says of it, and the way to change that. */
const Entry = ({ c, of, reader }: { c: Context<Env>; of: Organization; reader: Reader }) => {
  const { t, language } = reader.words
  const within = { organizationId: of.id }
  return (
    <div class="head">
      <div>
        <h1 dir="auto">{of.name}</h1>
        <p class="soft">
          {t(`relation.${of.relation}`)} · {t(`class.${of.class}`)} · {countryName(of.country, language)}
          {of.website && ' · '}
          {of.website && (
            <a href={of.website} rel="noreferrer">
              <bdi>{of.website}</bdi>
            </a>
          )}
        </p>
        {of.relation === 'member' && !of.status && (
          <p class="small soft">{t(isPublic(of) ? 'console.listed.yes' : 'console.listed.no')}</p>
        )}
      </div>
      {may(c.var.actor, 'organization.update', within) && (
        <a class="button quiet" href={`/console/roster/${of.id}/edit`}>
          {t('console.change-entry')}
        </a>
      )}
    </div>
  )
}

const begun = ({ languages }: Organization, { timeZone }: Reader) => ({
  once: [randomUUID()],
  role: ['focal-point'],
  timeZone: [timeZone],
  languages: [languages.join(', ')],
})

export const showOrganization = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const { deps, actor } = c.var
  const [reader, organization] = await Promise.all([
    readerOf(c),
    readOrganization(deps, actor, idIn(c, 'organization')),
  ])
  const seen = { c, organization, reader }
  const isTyped = form.typed['email'] !== undefined
  const started = isTyped ? form : { ...form, typed: { ...begun(organization, reader), ...form.typed } }
  return consolePage(
    c,
    { title: organization.name, here: '/console/roster', status },
    <>
      <Entry c={c} of={organization} reader={reader} />
      <Done said={c.req.query('done')} words={reader.words} />
      <Refusal form={form} words={reader.words} />
      {may(actor, 'contact.read', { organizationId: organization.id }) && (
        <Contacts {...seen} form={started} />
      )}
      {organization.relation === 'authority' && may(actor, 'briefing.read') && (
        <p>
          <a href={`/console/briefings?authority=${organization.id}`}>
            {reader.words.t('console.briefings')}
          </a>
        </p>
      )}
      <Membership {...seen} form={form} />
      {may(actor, 'event.list') && (
        <p>
          <a href={`/console/history?${new URLSearchParams({ subject: organization.id })}`}>
            {reader.words.t('console.history')}
          </a>
        </p>
      )}
      {mayOnceProved(actor, 'contact.erase') && (
        <p>
          <a href={`/console/roster/${organization.id}/erasure`}>{reader.words.t('console.erase')}</a>
        </p>
      )}
    </>,
  )
}

export const organizationPage = (c: Context<Env>) => showOrganization(c, filledWith({}))

/** One's own organization, wherever that is. */
export const ownOrganizationPage = (c: Context<Env>) => {
  const { actor } = c.var
  return c.redirect(`/console/roster/${actor.kind === 'person' ? actor.organizationId : ''}`, 303)
}

export const contactFromForm = posted((c) => ({
  act: async (typed) => {
    const organizationId = idIn(c, 'organization')
    const contact = parsed(contactInput, filled(contactIn(typed)))
    await onceUnder(
      { c, key: valueIn(typed, 'once') || undefined, payload: contact },
      async (deps) => (await addContact(deps, c.var.actor, { organizationId, contact })).organization,
      (deps) => readOrganization(deps, c.var.actor, organizationId),
    )
    return `/console/roster/${organizationId}?done=saved`
  },
  again: (form, status) => showOrganization(c, form, status),
}))

const onContact = (act: (c: Context<Env>, named: ReturnType<typeof namedIn>) => Promise<unknown>) =>
  posted((c) => ({
    act: async () => {
      await act(c, namedIn(c))
      return `/console/roster/${namedIn(c).organizationId}?done=saved`
    },
    again: (form, status) => showOrganization(c, form, status),
  }))

export const compromisedFromForm = onContact((c, named) => reportCompromised(c.var.deps, c.var.actor, named))
export const liftFromForm = onContact((c, named) => liftSuppression(c.var.deps, c.var.actor, named))
