import type { Context } from 'hono'
import { may, mayOnceProved } from '../../../../../shared/access/permit.ts'
import { DomainError } from '../../../../../shared/errors.ts'
import { findOrganizations } from '../../../../../shared/organizations/repository.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import {
  changeSettings,
  confirmSettings,
  readSettings,
  withdrawProposal,
} from '../../../../../shared/settings/change.ts'
import type { Settings } from '../../../../../shared/settings/schema.ts'
import { distinct } from '../../../../../shared/text.ts'
import type { Router } from '../../../http/contract.ts'
import type { Env } from '../../../http/env.ts'
import { Refusal, Token } from '../shell/fields.tsx'
import { type Filled, filledWith, type Typed, valueIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done } from '../shell/parts.tsx'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { Approvals, changeIn, typedOf } from './approvals.tsx'
import { Proposal } from './proposal.tsx'
import { Retention, retentionIn } from './retention.tsx'

/** What else belongs to how the alliance is run. */
const Ways = ({ c, words: { t } }: { c: Context<Env>; words: Phrases }) => (
  <p class="acts">
    <a href="/console/rota">{t('console.rota')}</a>
    {may(c.var.actor, 'grant.list') && <a href="/console/rights">{t('console.rights')}</a>}
    {may(c.var.actor, 'export.list') && <a href="/console/exports">{t('console.export')}</a>}
  </p>
)

/** The organizations that the page names: desks, and whoever stands in a proposal. */
const namedIn = ({ breakGlass, duty, proposal }: Settings) =>
  distinct([
    ...breakGlass.organizationIds,
    ...(proposal?.change.breakGlass?.organizationIds ?? []),
    ...(proposal?.change.duty
      ? [...duty.shifts, ...proposal.change.duty.shifts].map(({ organizationId }) => organizationId)
      : []),
    ...(proposal?.by.organizationId ? [proposal.by.organizationId] : []),
  ])

const read = async (c: Context<Env>) => {
  const [reader, settings] = await Promise.all([readerOf(c), readSettings(c.var.deps, c.var.actor)])
  const organizations = await findOrganizations(c.var.deps.store, namedIn(settings))
  const desks = organizations.filter(({ id }) => settings.breakGlass.organizationIds.includes(id))
  return { reader, settings, organizations, desks }
}

const show = async (c: Context<Env>, form?: Filled, status: Status = 200) => {
  const { reader, settings, organizations, desks } = await read(c)
  const { words } = reader
  const { t } = words
  const isTyped = form?.typed['holdSeconds'] !== undefined
  const shown = form && isTyped ? form : filledWith(typedOf(settings))
  return consolePage(
    c,
    { title: t('console.settings'), here: '/console/settings', status },
    <>
      <h1>{t('console.settings')}</h1>
      <Done said={c.req.query('done')} words={words} />
      {form && <Refusal form={form} words={words} />}
      <Proposal c={c} settings={settings} organizations={organizations} reader={reader} />
      <Ways c={c} words={words} />
      <form class="sheet" method="post" action="/console/settings">
        <Token c={c} />
        <input type="hidden" name="version" value={String(settings.version)} />
        <Approvals form={shown} reader={reader} />
        {mayOnceProved(c.var.actor, 'settings.change') && (
          <p class="acts">
            <button type="submit">{t('console.save')}</button>
          </p>
        )}
      </form>
      <Retention c={c} settings={settings} form={form ?? filledWith({})} words={words} />
      <section class="sheet">
        <h2>{t('console.alone')}</h2>
        <p class="hint">{t('console.desks')}</p>
        {desks.length === 0 ? (
          <p class="soft">{t('console.nothing')}</p>
        ) : (
          <ul class="rows">
            {desks.map(({ id, name }) => (
              <li>
                <a href={`/console/roster/${id}`} dir="auto">
                  {name}
                </a>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>,
  )
}

/** 0 while nothing has been set. */
export const versionIn = (typed: Typed) => {
  const version = Number(valueIn(typed, 'version') || Number.NaN)
  if (!Number.isInteger(version) || version < 0)
    throw new DomainError('malformed', 'The form names no version.')
  return version
}

const turn = (act: (c: Context<Env>, typed: Typed) => Promise<unknown>) =>
  posted((c) => ({
    act: async (typed) => {
      await act(c, typed)
      return '/console/settings?done=saved'
    },
    again: (form, status) => show(c, form, status),
  }))

/** What the alliance has set for itself. */
export const settingsPages = (pages: Router) => {
  pages.get('/console/settings', (c) => show(c))
  pages.post(
    '/console/settings',
    turn((c, typed) =>
      changeSettings(c.var.deps, c.var.actor, { version: versionIn(typed), change: changeIn(typed) }),
    ),
  )
  pages.post(
    '/console/settings/retention',
    turn((c, typed) =>
      changeSettings(c.var.deps, c.var.actor, { version: versionIn(typed), change: retentionIn(typed) }),
    ),
  )
  pages.post(
    '/console/settings/confirm',
    turn((c, typed) => confirmSettings(c.var.deps, c.var.actor, versionIn(typed))),
  )
  pages.post(
    '/console/settings/withdraw',
    turn((c, typed) => withdrawProposal(c.var.deps, c.var.actor, versionIn(typed))),
  )
}
