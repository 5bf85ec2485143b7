import type { Context } from 'hono'
import { listUnreachable } from '../../../../../shared/organizations/unreachable.ts'
import { pageOfFitting } from '../../../../../shared/storage/pages.ts'
import type { Item } from '../../../../../shared/storage/store.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import { consolePage } from '../shell/frame.tsx'
import { Listed, NextPage } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'

interface Asked {
  readonly limit: number
  readonly after?: Item | undefined
}

/** As many as one read looks through, and as many as a page shows at most. */
const atOnce = 200

/** Organizations without a contact that a mail reaches. A page may hold none and lead on, for the roster is looked through. */
export const unreachedPage = ({ var: { deps, actor } }: Context<Env>, asked: Asked) =>
  pageOfFitting(
    (page) => listUnreachable(deps, actor, page),
    { ...asked, limit: atOnce },
    ({ reason }) => reason !== 'never-confirmed',
  )

export const UnreachedLine = ({ organizationId, name }: { organizationId: string; name: string }) => (
  <a href={`/console/roster/${organizationId}`}>
    <bdi>{name}</bdi>
  </a>
)

/** All of them, however large the roster is: page by page, each of which says whether it is the last. */
export const unreachedList = async (c: Context<Env>) => {
  const asked = pageOf(c, { limit: atOnce, cursor: c.req.query('cursor') })
  const [reader, { items, next }] = await Promise.all([readerOf(c), unreachedPage(c, asked)])
  const { words } = reader
  const { t } = words
  return consolePage(
    c,
    { title: t('inbox.unreached'), here: '/console/roster' },
    <>
      <h1>{t('inbox.unreached')}</h1>
      {next && <p class="notice">{t('console.unreached.further')}</p>}
      <Listed
        title={t('console.roster')}
        items={items.map((each) => <UnreachedLine {...each} />)}
        empty={t('console.nothing')}
        more={<NextPage href={pathOfNext(c, next)} words={words} />}
      />
    </>,
  )
}
