import type { Context } from 'hono'
import * as z from 'zod'
import { listApplications } from '../../../../../shared/organizations/applications/decide.ts'
import { application } from '../../../../../shared/organizations/applications/schema.ts'
import { countryName } from '../../../../../shared/rendering/language.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import { byStatus } from '../shell/by-status.tsx'
import { parsed } from '../shell/form.ts'
import { Empty, When } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'

const { status } = application.shape
const query = z.object({ status: status.default('held').catch('held'), cursor: z.string().optional() })

/** Who asks to join, the oldest first; or who was invited, or not. */
export const applicationsPage = async (c: Context<Env>) => {
  const asked = parsed(query, c.req.query())
  const page = pageOf(c, { limit: 50, cursor: asked.cursor })
  const [reader, { items, next }] = await Promise.all([
    readerOf(c),
    listApplications(c.var.deps, c.var.actor, { status: asked.status, page }),
  ])
  const { t, language } = reader.words
  return byStatus(c, {
    title: t('console.applications'),
    status: asked.status,
    options: status.options.map((value) => ({ value, label: t(`console.application.${value}`) })),
    items: items.map(({ id, name, country, createdAt }) => (
      <>
        <a href={`/console/applications/${id}`} dir="auto">
          {name}
        </a>
        <p class="small soft">
          {countryName(country, language)} · <When at={createdAt} reader={reader} />
        </p>
      </>
    )),
    next: pathOfNext(c, next),
    here: '/console/roster',
    back: <a href="/console/roster">{t('console.roster')}</a>,
    empty: <Empty words={reader.words} of="console.empty.applications" href="/join" label="join.title" />,
    reader,
  })
}
