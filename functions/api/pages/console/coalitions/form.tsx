import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { permit } from '../../../../../shared/access/permit.ts'
import { formCoalition } from '../../../../../shared/coalitions/form.ts'
import { inviteOrganizations } from '../../../../../shared/coalitions/invite.ts'
import { readCoalition } from '../../../../../shared/coalitions/read.ts'
import { coalitionInput, invitation } from '../../../../../shared/coalitions/schema.ts'
import { invalid } from '../../../../../shared/errors.ts'
import { listOrganizations } from '../../../../../shared/organizations/read.ts'
import { listSituations } from '../../../../../shared/situations/read.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import { Choice, Line, Paragraphs, Refusal, Tick, Token } from '../shell/fields.tsx'
import { type Filled, filledWith, parsed, type Typed, valueIn, valuesOf } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { isTicking, offered, Picker, ticked } from './picker.tsx'

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
  const shown = isTicking(form.typed) ? { ...form, typed: ticked(form.typed, organizations.items) } : form
  const field = { form: shown, words }
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
        <Tick {...field} name="open" label={t('coalition.open')} />
        <Picker form={shown} organizations={organizations.items} reader={reader} />
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
    open: valueIn(typed, 'open') === 'yes',
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
    if (isTicking(typed)) return show(c, filledWith(typed))
    const picked = valuesOf(typed, 'organizationIds')
    if (picked.length > offered) throw invalid('names too many', '#/organizationIds')
    const asked = picked.length > 0 ? parsed(invitation, { organizationIds: picked }) : undefined
    const { id } = await once(c, typed)
    if (asked) await inviteOrganizations(c.var.deps, c.var.actor, { coalitionId: id, ...asked })
    return `/console/coalitions/${id}?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))
