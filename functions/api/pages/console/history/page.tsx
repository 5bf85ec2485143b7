import type { Context } from 'hono'
import * as z from 'zod'
import { listEvents } from '../../../../../shared/events/read.ts'
import type { Event } from '../../../../../shared/events/schema.ts'
import { findOrganizations } from '../../../../../shared/organizations/repository.ts'
import { distinct } from '../../../../../shared/text.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Router } from '../../../http/contract.ts'
import type { Env } from '../../../http/env.ts'
import { Choice, Line } from '../shell/fields.tsx'
import { filled, filledWith, parsed } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { namesOf } from '../shell/names.ts'
import { Filters, NextPage } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'
import { dayBefore, followBack, type Stretch } from './back.ts'
import { Happened } from './table.tsx'
import { choicesOf } from './words.ts'

const word = z
  .string()
  .max(100)
  .optional()
  .transform((typed) => typed?.trim() || undefined)
const date = z.iso.date().optional().catch(undefined)

const query = z.object({
  day: date,
  /** The last day from which history is followed back. */
  until: date,
  subject: word,
  by: word,
  type: word,
  cursor: z.string().optional(),
})
type Asked = z.output<typeof query>

interface Read {
  readonly events: readonly Event[]
  readonly next?: string | undefined
  readonly stretch?: Stretch
}

/** Of one thing or one day, page by page; of all others, back from a day on. */
const read = async (c: Context<Env>, { cursor, until, ...filter }: Asked): Promise<Read> => {
  const { deps, actor } = c.var
  if (filter.subject || filter.day) {
    const found = await listEvents(deps, actor, { filter, page: pageOf(c, { limit: 50, cursor }) })
    return { events: found.items, next: pathOfNext(c, found.next) }
  }
  const today = deps.clock.now().toISOString().slice(0, 10)
  const last = until && until < today ? until : today
  const { by, type } = filter
  const stretch = await followBack(deps, actor, { by, type, until: last })
  return { events: stretch.days.flatMap(({ items }) => items), stretch }
}

const actorsOf = (events: readonly Event[]) =>
  distinct(events.flatMap(({ actor }) => (actor.organizationId ? [actor.organizationId] : [])))

/** Where a page leads: the same question, of other days. */
const asking = ({ by, type }: Asked, days: { day?: string; until?: string }) =>
  `/console/history?${new URLSearchParams(filled({ by, type, ...days }) as Record<string, string>)}`

/** Who did what: of a day, of one thing, or followed back over the days. */
const historyPage = async (c: Context<Env>) => {
  const asked = parsed(query, c.req.query())
  const [reader, { events, next, stretch }] = await Promise.all([readerOf(c), read(c, asked)])
  const [of, names] = await Promise.all([
    findOrganizations(c.var.deps.store, actorsOf(events)),
    namesOf(
      c,
      events.map(({ subject }) => subject),
    ),
  ])
  const { words } = reader
  const { t } = words
  const { day = '', subject = '', by = '', type = '' } = asked
  const field = { form: filledWith({ day: [day], subject: [subject], by: [by], type: [type] }), words }
  return consolePage(
    c,
    { title: t('console.history'), here: '/console/history' },
    <>
      <h1>{t('console.history')}</h1>
      <Filters words={words}>
        <Line {...field} name="day" type="date" label={t('console.day')} />
        <Line {...field} name="subject" label={t('console.about')} maxlength={100} />
        <Line {...field} name="by" label={t('console.by')} maxlength={100} />
        <Choice
          {...field}
          name="type"
          label={t('console.what')}
          hint={t('console.what.hint')}
          none={t('console.all')}
          options={choicesOf(type, words)}
        />
      </Filters>
      {events.length === 0 && <p class="soft">{t('console.nothing')}</p>}
      {!stretch && events.length > 0 && (
        <section class="sheet">
          <Happened events={events} of={of} names={names} reader={reader} />
        </section>
      )}
      {stretch?.days.map((each) => (
        <section class="sheet">
          <h2>
            <time datetime={each.day}>{each.day}</time>
          </h2>
          <Happened events={each.items} of={of} names={names} reader={reader} />
          {each.isCut && (
            <p>
              <a href={asking(asked, { day: each.day })}>{t('console.whole-day', { day: each.day })}</a>
            </p>
          )}
        </section>
      ))}
      {stretch && (
        <p>
          <span class="soft">{t('console.looked-from', { day: stretch.from })}</span>{' '}
          <a href={asking(asked, { until: dayBefore(stretch.from, 1) })} rel="next">
            {t('console.look-further')}
          </a>
        </p>
      )}
      <NextPage href={next} words={words} />
    </>,
  )
}

export const historyPages = (pages: Router) => {
  pages.get('/console/history', historyPage)
}
