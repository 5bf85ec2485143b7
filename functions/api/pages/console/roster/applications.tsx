import type { Context } from 'hono'
import * as z from 'zod'
import { listApplications } from '../../../../../shared/organizations/applications/decide.ts'
import { application } from '../../../../../shared/organizations/applications/schema.ts'
import { countryName } from '../../../../../shared/rendering/language.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import { Choice } from '../shell/fields.tsx'
import { filledWith, parsed } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { Filters, Listed, NextPage, When } from '../shell/parts.tsx'
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
  const { words } = reader
  const { t, language } = words
  return consolePage(
    c,
    { title: t('console.applications'), here: '/console/roster' },
    <>
      <h1>{t('console.applications')}</h1>
      <Filters words={words}>
        <Choice
          form={filledWith({ status: [asked.status] })}
          words={words}
          name="status"
          label={t('console.state')}
          options={status.options.map((value) => ({ value, label: t(`console.application.${value}`) }))}
        />
      </Filters>
      <Listed
        title={t(`console.application.${asked.status}`)}
        items={items.map(({ id, name, country, createdAt }) => (
          <>
            <a href={`/console/applications/${id}`} dir="auto">
              {name}
            </a>
            <p class="small soft">
              {countryName(country, language)} · <When at={createdAt} reader={reader} />
            </p>
          </>
        ))}
        empty={t('console.nothing')}
        more={<NextPage href={pathOfNext(c, next)} words={words} />}
      />
      <p>
        <a href="/console/roster">{t('console.roster')}</a>
      </p>
    </>,
  )
}
