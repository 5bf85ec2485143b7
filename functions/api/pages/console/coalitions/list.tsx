import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import { listCoalitions } from '../../../../../shared/coalitions/read.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import { consolePage } from '../shell/frame.tsx'
import { Listed, NextPage, When } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'

/** Coalitions, the newest first; for others than coordinators, those that their organization is in. */
export const coalitionListPage = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const page = pageOf(c, { limit: 30, cursor: c.req.query('cursor') })
  const [reader, { items, next }] = await Promise.all([readerOf(c), listCoalitions(deps, actor, { page })])
  const { words } = reader
  const { t } = words
  return consolePage(
    c,
    { title: t('console.coalitions'), here: '/console/coalitions' },
    <>
      <div class="head">
        <h1>{t('console.coalitions')}</h1>
        {may(actor, 'coalition.form') && (
          <a class="button" href="/console/coalitions/new">
            {t('console.form-coalition')}
          </a>
        )}
      </div>
      <Listed
        title={t('console.all')}
        items={items.map(({ id, name, createdAt, status, confidential }) => (
          <>
            <a href={`/console/coalitions/${id}`} dir="auto">
              {name}
            </a>
            <p class="small soft">
              {status === 'closed' && `${t('console.stood-down')} · `}
              {confidential && `${t('console.confidential')} · `}
              <When at={createdAt} reader={reader} />
            </p>
          </>
        ))}
        empty={t('console.nothing')}
        more={<NextPage href={pathOfNext(c, next)} words={words} />}
      />
    </>,
  )
}
