import type { Context } from 'hono'
import { type Coalition, closureInput, reopeningInput } from '../../../../../shared/coalitions/schema.ts'
import { reopen, standDown } from '../../../../../shared/coalitions/stand-down.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Line } from '../shell/fields.tsx'
import { type Filled, filled, givenIn, parsed, versionIn } from '../shell/form.ts'
import { instantIn } from '../shell/local-time.ts'
import { When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { isSaid, Reason, saidIn } from '../shell/reason.tsx'
import { readerOf } from '../shell/session.ts'
import { Grave } from '../shell/turn.tsx'
import { showCoalition } from './page.tsx'

interface Life {
  readonly c: Context<Env>
  readonly coalition: Coalition
  readonly form: Filled
  readonly reader: Reader
}

/** When and why it stands down, or has. */
export const Ending = ({ coalition: { closure, status }, reader }: Pick<Life, 'coalition' | 'reader'>) =>
  closure ? (
    <div class="notice">
      <p>
        {reader.words.t(status === 'closed' ? 'console.stood-down' : 'coalition.stands-down')}{' '}
        <When at={closure.at} reader={reader} />
      </p>
      <p dir="auto">{closure.reason}</p>
    </div>
  ) : null

/** The end of a coalition, now or later, and taking it up again. */
export const Turns = ({ c, coalition: { id, version, status, closure }, form, reader }: Life) => {
  const { words, timeZone } = reader
  const { t } = words
  const step = (name: string) => ({ c, carries: { version }, open: isSaid(form, name) })
  return (
    <section class="sheet">
      {closure && (
        <Grave
          {...step('reopening')}
          action={`/console/coalitions/${id}/reopening`}
          words={t('coalition.reopen')}
          follows={t('coalition.reopen.hint')}
        >
          <Reason step="reopening" form={form} words={words} />
        </Grave>
      )}
      {status === 'active' && (
        <Grave
          {...step('closure')}
          action={`/console/coalitions/${id}/closure`}
          words={t('console.stand-down')}
          follows={t('coalition.stand-down.hint')}
        >
          <Reason step="closure" form={form} words={words} />
          <Line
            form={form}
            words={words}
            name="at"
            type="datetime-local"
            label={t('coalition.stands-down.at', { zone: timeZone })}
          />
        </Grave>
      )}
    </section>
  )
}

export const closureFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'coalition')
    const { timeZone } = await readerOf(c)
    const at = givenIn(typed, 'at') && instantIn(typed, 'at', timeZone)
    const { reason } = saidIn(typed, 'closure', reopeningInput)
    const closure = parsed(closureInput, { reason, ...filled({ at }) })
    await standDown(c.var.deps, c.var.actor, { id, version: versionIn(typed), closure })
    return `/console/coalitions/${id}?done=saved`
  },
  again: (form, status) => showCoalition(c, form, status),
}))

export const reopeningFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'coalition')
    const { reason } = saidIn(typed, 'reopening', reopeningInput)
    await reopen(c.var.deps, c.var.actor, { id, version: versionIn(typed), reason })
    return `/console/coalitions/${id}?done=saved`
  },
  again: (form, status) => showCoalition(c, form, status),
}))
