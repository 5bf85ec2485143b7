import type { Context } from 'hono'
import { mayOnceProved } from '../../../../shared/access/permit.ts'
import { DomainError } from '../../../../shared/errors.ts'
import { changeSettings, readSettings } from '../../../../shared/settings/change.ts'
import { settingsChange } from '../../../../shared/settings/schema.ts'
import { levels } from '../../../../shared/situations/vocabulary.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { Line, Refusal, Token } from './shell/fields.tsx'
import { type Filled, filledWith, parsed, type Typed, valueIn } from './shell/form.ts'
import { consolePage, type Status } from './shell/frame.tsx'
import { Done } from './shell/parts.tsx'
import { posted } from './shell/post.ts'
import { readerOf } from './shell/session.ts'

type Settings = Awaited<ReturnType<typeof readSettings>>

const typedOf = ({ approvals, holdSeconds }: Settings): Typed => ({
  ...Object.fromEntries(levels.map((level) => [`approvals.${level}`, [String(approvals[level])]])),
  holdSeconds: [String(holdSeconds)],
})

const show = async (c: Context<Env>, form?: Filled, status: Status = 200) => {
  const [reader, settings] = await Promise.all([readerOf(c), readSettings(c.var.deps, c.var.actor)])
  const { words } = reader
  const { t } = words
  const shown = form ?? filledWith(typedOf(settings))
  const field = { form: shown, words, type: 'number' as const }
  const changes = mayOnceProved(c.var.actor, 'settings.change')
  return consolePage(
    c,
    { title: t('console.settings'), here: '/console/settings', status },
    <>
      <h1>{t('console.settings')}</h1>
      <Done said={c.req.query('done')} words={words} />
      <form class="sheet" method="post" action="/console/settings">
        <Token c={c} />
        <input type="hidden" name="version" value={String(settings.version)} />
        <Refusal {...field} />
        <h2>{t('console.approvals')}</h2>
        <p class="hint">{t('console.approvals.hint')}</p>
        <div class="grid">
          {levels.map((level) => (
            <Line {...field} name={`approvals.${level}`} label={t(`level.${level}`)} required />
          ))}
        </div>
        <Line
          {...field}
          name="holdSeconds"
          label={t('console.hold')}
          hint={t('console.hold.hint')}
          required
        />
        {changes && (
          <p class="acts">
            <button type="submit">{t('console.save')}</button>
          </p>
        )}
      </form>
    </>,
  )
}

/** 0 while nothing has been set. */
const versionOf = (typed: Typed) => {
  const version = Number(valueIn(typed, 'version') || Number.NaN)
  if (!Number.isInteger(version) || version < 0)
    throw new DomainError('malformed', 'The form names no version.')
  return version
}

/** What the alliance has set for itself. */
export const settingsPages = (pages: Router) => {
  pages.get('/console/settings', (c) => show(c))
  pages.post(
    '/console/settings',
    posted((c) => ({
      act: async (typed) => {
        const approvals = Object.fromEntries(
          levels.map((level) => [level, Number(valueIn(typed, `approvals.${level}`))]),
        )
        const change = parsed(settingsChange, {
          approvals,
          holdSeconds: Number(valueIn(typed, 'holdSeconds')),
        })
        await changeSettings(c.var.deps, c.var.actor, { version: versionOf(typed), change })
        return '/console/settings?done=saved'
      },
      again: (form, status) => show(c, form, status),
    })),
  )
}
