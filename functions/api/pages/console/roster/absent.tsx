import type { Context } from 'hono'
import * as z from 'zod'
import { listAbsent } from '../../../../../shared/organizations/read.ts'
import { absence } from '../../../../../shared/organizations/schema.ts'
import { countryName } from '../../../../../shared/rendering/language.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import { Choice } from '../shell/fields.tsx'
import { filledWith, parsed } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { Filters, Listed, NextPage } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'

const query = z.object({
  status: absence.default('invited').catch('invited'),
  cursor: z.string().optional(),
})

/** Who has no part in the alliance now: asked and not come yet, suspended, or gone. */
export const absentPage = async (c: Context<Env>) => {
  const { status, cursor } = parsed(query, c.req.query())
  const page = pageOf(c, { limit: 50, cursor })
  const [reader, { items, next }] = await Promise.all([
    readerOf(c),
    listAbsent(c.var.deps, c.var.actor, { status, page }),
  ])
  const { words } = reader
  const { t, language } = words
  return consolePage(
    c,
    { title: t('console.absent-ones'), here: '/console/roster' },
    <>
      <h1>{t('console.absent-ones')}</h1>
      <Filters words={words}>
        <Choice
          form={filledWith({ status: [status] })}
          words={words}
          name="status"
          label={t('console.state')}
          options={absence.options.map((value) => ({ value, label: t(`console.part-in.${value}`) }))}
        />
      </Filters>
      <Listed
        title={t(`console.part-in.${status}`)}
        items={items.map(({ id, name, country }) => (
          <>
            <a href={`/console/roster/${id}`} dir="auto">
              {name}
            </a>
            <p class="small soft">{countryName(country, language)}</p>
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
