import type { Context } from 'hono'
import * as z from 'zod'
import { listAbsent } from '../../../../../shared/organizations/read.ts'
import { absence } from '../../../../../shared/organizations/schema.ts'
import { countryName } from '../../../../../shared/rendering/language.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import { byStatus } from '../shell/by-status.tsx'
import { parsed } from '../shell/form.ts'
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
  const { t, language } = reader.words
  return byStatus(c, {
    title: t('console.absent-ones'),
    status,
    options: absence.options.map((value) => ({ value, label: t(`console.part-in.${value}`) })),
    items: items.map(({ id, name, country }) => (
      <>
        <a href={`/console/roster/${id}`} dir="auto">
          {name}
        </a>
        <p class="small soft">{countryName(country, language)}</p>
      </>
    )),
    next: pathOfNext(c, next),
    here: '/console/roster',
    back: <a href="/console/roster">{t('console.roster')}</a>,
    reader,
  })
}
