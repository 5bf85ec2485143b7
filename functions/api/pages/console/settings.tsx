import type { Context } from 'hono'
import { may, mayOnceProved } from '../../../../shared/access/permit.ts'
import { DomainError } from '../../../../shared/errors.ts'
import { findOrganizations } from '../../../../shared/organizations/repository.ts'
import type { Phrases } from '../../../../shared/rendering/catalogue.ts'
import {
  changeSettings,
  confirmSettings,
  readSettings,
  withdrawProposal,
} from '../../../../shared/settings/change.ts'
import { type Settings, settingsChange } from '../../../../shared/settings/schema.ts'
import { levels } from '../../../../shared/situations/vocabulary.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import type { Reader } from '../../http/reader.ts'
import { Line, Refusal, Token } from './shell/fields.tsx'
import { type Filled, filledWith, parsed, type Typed, valueIn } from './shell/form.ts'
import { consolePage, type Status } from './shell/frame.tsx'
import { Done, When } from './shell/parts.tsx'
import { posted } from './shell/post.ts'
import { readerOf } from './shell/session.ts'

const waits = ['remindAfter', 'passOnAfter', 'handOverAfter'] as const

const typedOf = ({ approvals, holdSeconds, escalation }: Settings): Typed => ({
  ...Object.fromEntries(
    levels.flatMap((level) => [
      [`approvals.${level}`, [String(approvals[level])]],
      ...waits.map((wait) => [`escalation.${level}.${wait}`, [String(escalation[level][wait])]]),
    ]),
  ),
  holdSeconds: [String(holdSeconds)],
})

interface Part {
  readonly c: Context<Env>
  readonly settings: Settings
  readonly reader: Reader
}

/** What loosens the release of alerts waits for another coordinator. */
const Proposal = ({ c, settings: { proposal, version }, reader }: Part) => {
  if (!proposal) return null
  const { t } = reader.words
  const isOwn = c.var.actor.kind === 'person' && c.var.actor.contactId === proposal.by.contactId
  const turn = (path: string, words: string, quiet = false) => (
    <form method="post" action={`/console/settings/${path}`}>
      <Token c={c} />
      <input type="hidden" name="version" value={String(version)} />
      <button type="submit" class={quiet ? 'quiet' : undefined}>
        {words}
      </button>
    </form>
  )
  return (
    <section class="notice bad">
      <p>
        {t('console.proposal')} <When at={proposal.at} reader={reader} />
      </p>
      <pre lang="en" dir="ltr">
        {JSON.stringify(proposal.change, null, 1)}
      </pre>
      <div class="acts">
        {!isOwn && turn('confirm', t('console.proposal.confirm'))}
        {turn('withdraw', t(isOwn ? 'console.proposal.withdraw' : 'console.proposal.object'), true)}
      </div>
    </section>
  )
}

const Approvals = ({ form, reader: { words } }: { form: Filled; reader: Reader }) => {
  const { t } = words
  const field = { form, words, type: 'number' as const, required: true }
  return (
    <>
      <h2>{t('console.approvals')}</h2>
      <p class="hint">{t('console.approvals.hint')}</p>
      <div class="grid">
        {levels.map((level) => (
          <Line {...field} name={`approvals.${level}`} label={t(`level.${level}`)} />
        ))}
      </div>
      <Line {...field} name="holdSeconds" label={t('console.hold')} hint={t('console.hold.hint')} />
      <h2>{t('console.escalation')}</h2>
      <p class="hint">{t('console.escalation.hint')}</p>
      {levels.map((level) => (
        <fieldset>
          <legend>{t(`level.${level}`)}</legend>
          <div class="grid">
            {waits.map((wait) => (
              <Line {...field} name={`escalation.${level}.${wait}`} label={t(`console.escalation.${wait}`)} />
            ))}
          </div>
        </fieldset>
      ))}
    </>
  )
}

/** What else belongs to how the alliance is run. */
const Ways = ({ c, words: { t } }: { c: Context<Env>; words: Phrases }) => (
  <p class="acts">
    <a href="/console/rota">{t('console.rota')}</a>
    {may(c.var.actor, 'grant.list') && <a href="/console/rights">{t('console.rights')}</a>}
    {may(c.var.actor, 'export.list') && <a href="/console/exports">{t('console.export')}</a>}
  </p>
)

const read = async (c: Context<Env>) => {
  const [reader, settings] = await Promise.all([readerOf(c), readSettings(c.var.deps, c.var.actor)])
  const desks = await findOrganizations(c.var.deps.store, settings.breakGlass.organizationIds)
  return { reader, settings, desks }
}

const show = async (c: Context<Env>, form?: Filled, status: Status = 200) => {
  const { reader, settings, desks } = await read(c)
  const { words } = reader
  const { t } = words
  const shown = form ?? filledWith(typedOf(settings))
  return consolePage(
    c,
    { title: t('console.settings'), here: '/console/settings', status },
    <>
      <h1>{t('console.settings')}</h1>
      <Done said={c.req.query('done')} words={words} />
      <Proposal c={c} settings={settings} reader={reader} />
      <Ways c={c} words={words} />
      <form class="sheet" method="post" action="/console/settings">
        <Token c={c} />
        <input type="hidden" name="version" value={String(settings.version)} />
        <Refusal form={shown} words={words} />
        <Approvals form={shown} reader={reader} />
        {mayOnceProved(c.var.actor, 'settings.change') && (
          <p class="acts">
            <button type="submit">{t('console.save')}</button>
          </p>
        )}
      </form>
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

const numbersIn = <N extends string>(typed: Typed, prefix: string, names: readonly N[]) =>
  Object.fromEntries(names.map((name) => [name, Number(valueIn(typed, `${prefix}.${name}`))]))

const changeIn = (typed: Typed) =>
  parsed(settingsChange, {
    approvals: numbersIn(typed, 'approvals', levels),
    holdSeconds: Number(valueIn(typed, 'holdSeconds')),
    escalation: Object.fromEntries(
      levels.map((level) => [level, numbersIn(typed, `escalation.${level}`, waits)]),
    ),
  })

const turn = (act: (c: Context<Env>, typed: Typed) => Promise<unknown>) =>
  posted((c) => ({
    act: async (typed) => {
      await act(c, typed)
      return '/console/settings?done=saved'
    },
    again: (form, status) => show(c, 'holdSeconds' in form.typed ? form : undefined, status),
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
    '/console/settings/confirm',
    turn((c, typed) => confirmSettings(c.var.deps, c.var.actor, versionIn(typed))),
  )
  pages.post(
    '/console/settings/withdraw',
    turn((c, typed) => withdrawProposal(c.var.deps, c.var.actor, versionIn(typed))),
  )
}
