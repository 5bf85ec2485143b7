import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { may, mayOnceProved } from '../../../../shared/access/permit.ts'
import {
  allowExport,
  listExports,
  type Permission,
  withdrawExport,
} from '../../../../shared/takeout/permission.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { onceUnder } from '../../http/idempotency.ts'
import type { Reader } from '../../http/reader.ts'
import { Refusal } from './shell/fields.tsx'
import { type Filled, filledWith, givenIn, type Typed } from './shell/form.ts'
import { consolePage, type Status } from './shell/frame.tsx'
import { orNone } from './shell/none.ts'
import { Done, Listed, When } from './shell/parts.tsx'
import { idIn } from './shell/path.ts'
import { posted } from './shell/post.ts'
import { readerOf } from './shell/session.ts'
import { Grave, Turn } from './shell/turn.tsx'

const Standing = ({ c, given, reader }: { c: Context<Env>; given: Permission; reader: Reader }) => {
  const { t } = reader.words
  return (
    <>
      <p>
        {t('console.export.stands')}{' '}
        <When at={new Date(given.expiresAt * 1000).toISOString()} reader={reader} />
      </p>
      {may(c.var.actor, 'export.withdraw') && (
        <Turn c={c} action={`/console/exports/${given.id}/end`} words={t('console.export.withdraw')} />
      )}
    </>
  )
}

/** That everything may be taken out, as far as coordinators have a say in it. */
const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const [reader, standing] = await Promise.all([readerOf(c), listExports(c.var.deps, c.var.actor)])
  const { words } = reader
  const { t } = words
  return consolePage(
    c,
    { title: t('console.export'), here: '/console/settings', status },
    <>
      <h1>{t('console.export')}</h1>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      <Listed
        title={t('console.export.allowed')}
        items={standing.map((given) => <Standing c={c} given={given} reader={reader} />)}
        empty={t('console.nothing')}
      />
      {mayOnceProved(c.var.actor, 'export.allow') && (
        <section class="sheet">
          <Grave
            c={c}
            action="/console/exports"
            words={t('console.export.allow')}
            follows={t('console.export.allow.hint')}
            carries={{ once: randomUUID() }}
          />
        </section>
      )}
    </>,
  )
}

const step = (take: (c: Context<Env>, typed: Typed) => Promise<unknown>) =>
  posted((c) => ({
    act: async (typed) => {
      await take(c, typed)
      return '/console/exports?done=saved'
    },
    again: (form, status) => show(c, form, status),
  }))

const allow = (c: Context<Env>, typed: Typed) =>
  onceUnder<unknown>(
    { c, key: givenIn(typed, 'once'), payload: {} },
    (deps) => allowExport(deps, c.var.actor),
    (deps) => listExports(deps, c.var.actor),
  )

// What is used up or withdrawn already cannot be used any more.
const withdraw = (c: Context<Env>) =>
  withdrawExport(c.var.deps, c.var.actor, idIn(c, 'export')).catch((error) => {
    if (!may(c.var.actor, 'export.withdraw')) throw error
    return orNone(error)
  })

export const exportPages = (pages: Router) => {
  pages.get('/console/exports', (c) => show(c, filledWith({})))
  pages.post('/console/exports', step(allow))
  pages.post('/console/exports/:id/end', step(withdraw))
}
