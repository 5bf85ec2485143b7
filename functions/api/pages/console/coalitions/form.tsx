import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { permit } from '../../../../../shared/access/permit.ts'
import { formCoalition } from '../../../../../shared/coalitions/form.ts'
import { inviteOrganizations } from '../../../../../shared/coalitions/invite.ts'
import { readCoalition } from '../../../../../shared/coalitions/read.ts'
import { coalitionInput, invitation } from '../../../../../shared/coalitions/schema.ts'
import { invalid } from '../../../../../shared/errors.ts'
import { listOrganizations } from '../../../../../shared/organizations/read.ts'
import type { Organization } from '../../../../../shared/organizations/schema.ts'
import { countryName, languageName } from '../../../../../shared/rendering/language.ts'
import { listSituations } from '../../../../../shared/situations/read.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import type { Reader } from '../../../http/reader.ts'
import { Choice, Line, Paragraphs, Refusal, Tick, Token } from '../shell/fields.tsx'
import { type Filled, filledWith, parsed, type Typed, valueIn, valuesOf } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'

/** So many are offered to be picked on one page; more are invited on the coalition's own. */
const offered = 200

/** Whom to ask: by country, with their class and languages beside each. */
const Picker = ({
  form,
  organizations,
  reader: { words },
}: {
  form: Filled
  organizations: readonly Organization[]
  reader: Reader
}) => {
  const { t, language } = words
  const picked = valuesOf(form.typed, 'organizationIds')
  const countries = Map.groupBy(organizations, ({ country }) => countryName(country, language))
  const sorted = [...countries].sort(([a], [b]) => a.localeCompare(b, language))
  return (
    <fieldset>
      <legend>{t('console.whom-to-ask')}</legend>
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
    </fieldset>
  )
}

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const { deps, actor } = c.var
  permit(actor, 'coalition.form')
  const [reader, situations, organizations] = await Promise.all([
    readerOf(c),
    listSituations(deps, actor, { filter: {}, page: { limit: 100 } }),
    listOrganizations(deps, actor, { filter: { relation: 'member' }, page: { limit: offered } }),
  ])
  const { words } = reader
  const { t } = words
  const field = { form, words }
  return consolePage(
    c,
    { title: t('console.form-coalition'), here: '/console/coalitions', status },
    <>
      <h1>{t('console.form-coalition')}</h1>
      <form method="post">
        <Token c={c} />
        <input type="hidden" name="once" value={valueIn(form.typed, 'once')} />
        <Refusal {...field} />
        <Choice
          {...field}
          name="situationId"
          label={t('alert.situation')}
          options={situations.items.map(({ id, title, level }) => ({
            value: id,
            label: `${title} – ${t(`level.${level}`)}`,
          }))}
          required
        />
        <Line {...field} name="name" label={t('console.name')} maxlength={200} required />
        <Paragraphs
          {...field}
          name="purpose"
          label={t('coalition.purpose')}
          rows={4}
          maxlength={5000}
          required
        />
        <Tick {...field} name="confidential" label={t('console.confidential')} />
        <Picker form={form} organizations={organizations.items} reader={reader} />
        <p class="acts">
          <button type="submit">{t('console.form-and-ask')}</button>
        </p>
      </form>
    </>,
  )
}

export const newCoalitionPage = (c: Context<Env>) =>
  show(c, filledWith({ once: [randomUUID()], situationId: [c.req.query('situation') ?? ''] }))

const once = (c: Context<Env>, typed: Typed) => {
  const input = parsed(coalitionInput, {
    situationId: valueIn(typed, 'situationId'),
    name: valueIn(typed, 'name'),
    purpose: valueIn(typed, 'purpose'),
    confidential: valueIn(typed, 'confidential') === 'yes',
  })
  return onceUnder(
    { c, key: valueIn(typed, 'once') || undefined, payload: input },
    (deps) => formCoalition(deps, c.var.actor, input),
    (deps) => readCoalition(deps, c.var.actor, deps.ids.next('coalition')),
  )
}

/** Forms it and asks whoever was picked. Sent again after a failure in between, it goes on where it stopped. */
export const coalitionFromForm = posted((c) => ({
  act: async (typed) => {
    const picked = valuesOf(typed, 'organizationIds')
    if (picked.length > offered) throw invalid('names too many', '#/organizationIds')
    const asked = picked.length > 0 ? parsed(invitation, { organizationIds: picked }) : undefined
    const { id } = await once(c, typed)
    if (asked) await inviteOrganizations(c.var.deps, c.var.actor, { coalitionId: id, ...asked })
    return `/console/coalitions/${id}?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))
