import type { Context } from 'hono'
import * as z from 'zod'
import { may } from '../../../../../shared/access/permit.ts'
import { countryName, listOf } from '../../../../../shared/rendering/language.ts'
import { listSituations, type SeenSituation } from '../../../../../shared/situations/read.ts'
import { level, levels } from '../../../../../shared/situations/vocabulary.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { countryAsked } from '../shell/country.ts'
import { Choice, Line } from '../shell/fields.tsx'
import { filledWith, parsed } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { Empty, Filters, LevelBadge, NextPage, When } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'

const query = z.object({
  level: level.optional().catch(undefined),
  country: countryAsked,
  cursor: z.string().optional(),
})

const Row = ({ situation, reader }: { situation: SeenSituation; reader: Reader }) => {
  const { words } = reader
  const { t, language } = words
  return (
    <tr>
      <td>
        <a href={`/console/situations/${situation.id}`} dir="auto">
          {situation.title}
        </a>
      </td>
      <td data-label={t('alert.level')}>
        <LevelBadge level={situation.level} words={words} />
      </td>
      <td data-label={t('alert.countries')}>
        {listOf(
          situation.countries.map((code) => countryName(code, language)),
          language,
        )}
      </td>
      <td data-label={t('console.changed')}>
        <When at={situation.updatedAt} reader={reader} />
      </td>
    </tr>
  )
}

const gravity = ({ level }: SeenSituation) => -levels.indexOf(level)

/** What the alliance watches, the gravest first within a page. */
export const situationListPage = async (c: Context<Env>) => {
  const { cursor, ...filter } = parsed(query, c.req.query())
  const { deps, actor } = c.var
  const page = pageOf(c, { limit: 100, cursor })
  const [reader, { items, next }] = await Promise.all([
    readerOf(c),
    listSituations(deps, actor, { filter, page }),
  ])
  const { words } = reader
  const { t } = words
  const asked = filledWith({ level: [filter.level ?? ''], country: [filter.country ?? ''] })
  return consolePage(
    c,
    { title: t('console.situations'), here: '/console/situations' },
    <>
      <div class="head">
        <h1>{t('console.situations')}</h1>
        {may(actor, 'situation.create') && (
          <a class="button" href="/console/situations/new">
            {t('console.watch-situation')}
          </a>
        )}
      </div>
      <Filters words={words}>
        <Choice
          form={asked}
          words={words}
          name="level"
          label={t('alert.level')}
          options={levels.map((value) => ({ value, label: t(`level.${value}`) }))}
          none={t('console.all')}
        />
        <Line form={asked} words={words} name="country" label={t('console.country')} maxlength={80} />
      </Filters>
      <section class="sheet">
        {items.length === 0 ? (
          <Empty
            words={words}
            {...(filter.level || filter.country
              ? { of: 'console.empty.filtered', href: '/console/situations' }
              : {
                  of: 'console.empty.situations',
                  href: may(actor, 'situation.create') ? '/console/situations/new' : undefined,
                  label: 'console.watch-situation',
                })}
          />
        ) : (
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">{t('alert.situation')}</th>
                <th scope="col">{t('alert.level')}</th>
                <th scope="col">{t('alert.countries')}</th>
                <th scope="col">{t('console.changed')}</th>
              </tr>
            </thead>
            <tbody>
              {[...items]
                .sort((a, b) => gravity(a) - gravity(b))
                .map((situation) => (
                  <Row situation={situation} reader={reader} />
                ))}
            </tbody>
          </table>
        )}
        <NextPage href={pathOfNext(c, next)} words={words} />
      </section>
    </>,
  )
}
