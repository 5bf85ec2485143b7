import type { Context } from 'hono'
import * as z from 'zod'
import { listEvents } from '../../../../shared/events/read.ts'
import type { Event } from '../../../../shared/events/schema.ts'
import { findOrganizations } from '../../../../shared/organizations/repository.ts'
import { distinct } from '../../../../shared/text.ts'
import { pageOf, pathOfNext } from '../../http/answers.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { Line } from './shell/fields.tsx'
import { filledWith, parsed } from './shell/form.ts'
import { consolePage } from './shell/frame.tsx'
import { NextPage, When } from './shell/parts.tsx'
import { readerOf } from './shell/session.ts'
import { placeOf } from './shell/subject.ts'

const query = z.object({
  day: z.iso.date().optional().catch(undefined),
  subject: z.string().max(100).optional(),
  cursor: z.string().optional(),
})

const actorsOf = (events: readonly Event[]) =>
  distinct(events.flatMap(({ actor }) => (actor.organizationId ? [actor.organizationId] : [])))

/** Who did what: of a day, today where none is asked for, or of one thing. */
const historyPage = async (c: Context<Env>) => {
  const { cursor, day, subject: asked } = parsed(query, c.req.query())
  const { deps, actor } = c.var
  const subject = asked?.trim() || undefined
  const page = pageOf(c, { limit: 50, cursor })
  const [reader, { items, next }] = await Promise.all([
    readerOf(c),
    listEvents(deps, actor, { filter: { day, subject }, page }),
  ])
  const organizations = await findOrganizations(deps.store, actorsOf(items))
  const names = new Map<string, string>(organizations.map(({ id, name }) => [id, name]))
  const { words } = reader
  const { t } = words
  const form = filledWith({ day: [day ?? ''], subject: [subject ?? ''] })
  return consolePage(
    c,
    { title: t('console.history'), here: '/console/history' },
    <>
      <h1>{t('console.history')}</h1>
      <form class="filters" method="get">
        <Line form={form} words={words} name="day" type="date" label={t('console.day')} />
        <Line form={form} words={words} name="subject" label={t('console.about')} maxlength={100} />
        <button type="submit" class="quiet">
          {t('console.show')}
        </button>
      </form>
      <section class="sheet">
        {items.length === 0 ? (
          <p class="soft">{t('console.nothing')}</p>
        ) : (
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">{t('console.when')}</th>
                <th scope="col">{t('console.what')}</th>
                <th scope="col">{t('console.organization')}</th>
                <th scope="col">{t('console.about')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((event) => {
                const place = placeOf(event.subject)
                return (
                  <tr>
                    <td>
                      <When at={event.at} reader={reader} />
                    </td>
                    <td data-label={t('console.what')}>
                      <code lang="en" dir="ltr">
                        {event.type}
                      </code>
                    </td>
                    <td data-label={t('console.organization')} dir="auto">
                      {names.get(event.actor.organizationId ?? '') ?? '–'}
                    </td>
                    <td data-label={t('console.about')}>
                      {place ? <a href={place}>{event.subject}</a> : <bdi>{event.subject}</bdi>}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        )}
        <NextPage href={pathOfNext(c, next)} words={words} />
      </section>
    </>,
  )
}

export const historyPages = (pages: Router) => {
  pages.get('/console/history', historyPage)
}
