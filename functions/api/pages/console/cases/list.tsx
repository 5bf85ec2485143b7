import type { Context } from 'hono'
import * as z from 'zod'
import { may } from '../../../../../shared/access/permit.ts'
import { listCases } from '../../../../../shared/justice/read.ts'
import { caseStage, courtKinds } from '../../../../../shared/justice/vocabulary.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Choice } from '../shell/fields.tsx'
import { filledWith, parsed } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { Empty, Filters, Listed, NextPage } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'
import { courtOptions, stageOptions } from './choices.ts'

const query = z.object({
  stage: caseStage.optional().catch(undefined),
  court: z.enum(courtKinds).optional().catch(undefined),
  cursor: z.string().optional(),
})

type Shown = Awaited<ReturnType<typeof listCases>>['items'][number]

/** A case in a list: before which court, and how far it has come. */
export const CaseLine = ({ found, words: { t } }: { found: Shown; words: Reader['words'] }) => (
  <>
    <a href={`/console/cases/${found.id}`} dir="auto">
      {found.title}
    </a>
    <p class="small soft">
      <bdi>{found.court.name}</bdi> · {t(`case.stage.${found.stage}`)} ·{' '}
      <time datetime={found.since}>{found.since}</time>
      {found.alleged && ` · ${t('case.standing.alleged')}`}
    </p>
  </>
)

/** What is followed before courts, the latest change first. */
export const caseListPage = async (c: Context<Env>) => {
  const { cursor, ...filter } = parsed(query, c.req.query())
  const { deps, actor } = c.var
  const page = pageOf(c, { limit: 30, cursor })
  const [reader, { items, next }] = await Promise.all([readerOf(c), listCases(deps, actor, { filter, page })])
  const { words } = reader
  const { t } = words
  const asked = filledWith({ stage: [filter.stage ?? ''], court: [filter.court ?? ''] })
  const keeps = may(actor, 'case.keep')
  const field = { form: asked, words, none: t('console.all') }
  return consolePage(
    c,
    { title: t('console.cases'), here: '/console/cases' },
    <>
      <div class="head">
        <h1>{t('console.cases')}</h1>
        {keeps && (
          <a class="button" href="/console/cases/new">
            {t('console.case.open')}
          </a>
        )}
      </div>
      <Filters words={words}>
        <Choice {...field} name="stage" label={t('case.stage')} options={stageOptions(words)} />
        <Choice {...field} name="court" label={t('case.court')} options={courtOptions(words)} />
      </Filters>
      <Listed
        title={t('case.list')}
        items={items.map((found) => <CaseLine found={found} words={words} />)}
        empty={
          <Empty
            words={words}
            {...(filter.stage || filter.court
              ? { of: 'console.empty.filtered', href: '/console/cases' }
              : {
                  of: 'console.empty.cases',
                  href: keeps ? '/console/cases/new' : undefined,
                  label: 'console.case.open',
                })}
          />
        }
        more={<NextPage href={pathOfNext(c, next)} words={words} />}
      />
    </>,
  )
}
