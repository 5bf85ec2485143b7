import type { Context } from 'hono'
import * as z from 'zod'
import { listEvents } from '../../../../shared/events/read.ts'
import type { Event } from '../../../../shared/events/schema.ts'
import { findOrganizations } from '../../../../shared/organizations/repository.ts'
import type { Organization } from '../../../../shared/organizations/schema.ts'
import { distinct } from '../../../../shared/text.ts'
import { pageOf, pathOfNext } from '../../http/answers.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { Line } from './shell/fields.tsx'
import { filledWith, parsed } from './shell/form.ts'
import { consolePage } from './shell/frame.tsx'
import { Filters, NextPage, When } from './shell/parts.tsx'
import { readerOf } from './shell/session.ts'
import { placeOf } from './shell/subject.ts'

const query = z.object({
  day: z.iso.date().optional().catch(undefined),
  subject: z.string().max(100).optional(),
  by: z.string().max(100).optional(),
  cursor: z.string().optional(),
})

const actorsOf = (events: readonly Event[]) =>
  distinct(events.flatMap(({ actor }) => (actor.organizationId ? [actor.organizationId] : [])))

/** Whoever did it, and the way to what else they did that day; where the reader may know no more, their organization. */
const By = ({
  event: { actor, at },
  of,
  day,
}: {
  event: Event
  of: readonly Organization[]
  day: string | undefined
}) => {
  const organization = of.find(({ id }) => id === actor.organizationId)
  if (!organization) return <>–</>
  const contact = organization.contacts.find(({ id }) => id === actor.contactId)
  const among = new URLSearchParams({ day: day ?? at.slice(0, 10), by: contact?.id ?? organization.id })
  return (
    <>
      <a href={`/console/history?${among}`}>
        <bdi>{contact?.name ?? organization.name}</bdi>
      </a>
      {contact?.name && (
        <span class="small soft">
          {' '}
          <bdi>{organization.name}</bdi>
        </span>
      )}
    </>
  )
}

/** Who did what: of a day, today where none is asked for, or of one thing. */
const historyPage = async (c: Context<Env>) => {
  const { cursor, day, subject: asked, by: whom } = parsed(query, c.req.query())
  const { deps, actor } = c.var
  const subject = asked?.trim() || undefined
  const by = whom?.trim() || undefined
  const page = pageOf(c, { limit: 50, cursor })
  const [reader, { items, next }] = await Promise.all([
    readerOf(c),
    listEvents(deps, actor, { filter: { day, subject, by }, page }),
  ])
  const organizations = await findOrganizations(deps.store, actorsOf(items))
  const { words } = reader
  const { t } = words
  const form = filledWith({ day: [day ?? ''], subject: [subject ?? ''], by: [by ?? ''] })
  return consolePage(
    c,
    { title: t('console.history'), here: '/console/history' },
    <>
      <h1>{t('console.history')}</h1>
      <Filters words={words}>
        <Line form={form} words={words} name="day" type="date" label={t('console.day')} />
        <Line form={form} words={words} name="subject" label={t('console.about')} maxlength={100} />
        <Line form={form} words={words} name="by" label={t('console.by')} maxlength={100} />
      </Filters>
      <section class="sheet">
        {items.length === 0 ? (
          <p class="soft">{t('console.nothing')}</p>
        ) : (
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">{t('console.when')}</th>
                <th scope="col">{t('console.what')}</th>
                <th scope="col">{t('console.by')}</th>
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
                    <td data-label={t('console.by')}>
                      <By event={event} of={organizations} day={day} />
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
