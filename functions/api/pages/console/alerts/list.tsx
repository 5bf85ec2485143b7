import type { Context } from 'hono'
import * as z from 'zod'
import { may } from '../../../../../shared/access/permit.ts'
import { listAlerts } from '../../../../../shared/alerts/read.ts'
import { alertStates } from '../../../../../shared/alerts/schema.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import { Choice } from '../shell/fields.tsx'
import { filledWith, parsed } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { Empty, Filters, Listed, NextPage, wordFor } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'
import { AlertLine } from './line.tsx'

const query = z.object({
  state: z.enum(alertStates).optional().catch(undefined),
  cursor: z.string().optional(),
})

/** Alerts, the newest first; for members those that they were told of. */
export const alertListPage = async (c: Context<Env>) => {
  const { state, cursor } = parsed(query, c.req.query())
  const { deps, actor } = c.var
  const page = pageOf(c, { limit: 30, cursor })
  const [reader, { items, next }] = await Promise.all([
    readerOf(c),
    listAlerts(deps, actor, { filter: { state }, page }),
  ])
  const { words } = reader
  const { t } = words
  const states = alertStates.map((value) => ({ value, label: wordFor(words, 'console.state', value) }))
  return consolePage(
    c,
    { title: t('console.alerts'), here: '/console/alerts' },
    <>
      <div class="head">
        <h1>{t('console.alerts')}</h1>
        {may(actor, 'alert.draft') && (
          <a class="button" href="/console/alerts/new">
            {t('console.write-alert')}
          </a>
        )}
      </div>
      {may(actor, 'alert.read-unissued') && (
        <Filters words={words}>
          <Choice
            form={filledWith({ state: state ? [state] : [] })}
            words={words}
            name="state"
            label={t('console.state')}
            options={states}
            none={t('console.all')}
          />
        </Filters>
      )}
      <Listed
        title={state ? wordFor(words, 'console.state', state) : t('console.all')}
        items={items.map((alert) => <AlertLine alert={alert} reader={reader} />)}
        empty={
          state ? (
            <Empty words={words} of="console.empty.filtered" href="/console/alerts" />
          ) : may(actor, 'alert.draft') ? (
            <Empty
              words={words}
              of="console.empty.alerts"
              href="/console/alerts/new"
              label="console.write-alert"
            />
          ) : (
            <Empty words={words} of="console.empty.told" />
          )
        }
        more={<NextPage href={pathOfNext(c, next)} words={words} />}
      />
    </>,
  )
}
