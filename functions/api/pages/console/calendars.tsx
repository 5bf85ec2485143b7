import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import {
  addressAgain,
  listFeeds,
  subscribe,
  unsubscribe,
} from '../../../../shared/meetings/calendar-feeds/subscribe.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { onceUnder } from '../../http/idempotency.ts'
import { Refusal } from './shell/fields.tsx'
import { type Filled, filledWith, givenIn } from './shell/form.ts'
import { consolePage, type Status } from './shell/frame.tsx'
import { orNone } from './shell/none.ts'
import { Done, Listed, When } from './shell/parts.tsx'
import { idIn } from './shell/path.ts'
import { posted } from './shell/post.ts'
import { readerOf } from './shell/session.ts'
import { Turn } from './shell/turn.tsx'

interface Shown {
  readonly form?: Filled
  readonly status?: Status
  /** The address that was just made, on the only page that shows it. */
  readonly url?: string | undefined
}

/** Private addresses under which the reader's own calendar finds their meetings. */
const show = async (c: Context<Env>, { form = filledWith({}), status = 200, url }: Shown = {}) => {
  const [reader, feeds] = await Promise.all([readerOf(c), listFeeds(c.var.deps, c.var.actor)])
  const { words } = reader
  const { t } = words
  return consolePage(
    c,
    { title: t('console.calendars'), here: '/console/meetings', status },
    <>
      <h1>{t('console.calendars')}</h1>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      {url && (
        <div class="notice" role="status">
          <p>{t('console.calendars.made')}</p>
          <p dir="ltr">
            <code>{url}</code>
          </p>
        </div>
      )}
      <Listed
        title={t('console.calendars.held')}
        items={feeds.map(({ id, coalitionId, createdAt }) => (
          <>
            {coalitionId ? (
              <a href={`/console/coalitions/${coalitionId}`}>{t('meeting.coalition')}</a>
            ) : (
              t('console.calendars.all')
            )}
            <p class="small soft">
              <When at={createdAt} reader={reader} />
            </p>
            <Turn
              c={c}
              action={`/console/calendars/${id}/end`}
              words={t('console.end-session')}
              look="quiet"
            />
          </>
        ))}
        empty={t('console.nothing')}
      />
      <section class="sheet">
        <Turn
          c={c}
          action="/console/calendars"
          words={t('console.calendars.make')}
          carries={{ once: randomUUID() }}
        >
          <p>{t('console.calendars.hint')}</p>
        </Turn>
      </section>
    </>,
  )
}

const feedFromForm = posted((c) => ({
  act: async (typed) => {
    const { actor } = c.var
    const request = givenIn(typed, 'once')
    const { url } = await onceUnder<{ url?: string | undefined }>(
      { c, key: request, payload: {} },
      (deps) => subscribe(deps, actor, { request }),
      async (deps) => ({ url: request && (await addressAgain(deps, actor, request)) }),
    )
    return url ? show(c, { url }) : '/console/calendars'
  },
  again: (form, status) => show(c, { form, status }),
}))

const endFromForm = posted((c) => ({
  act: async () => {
    // What has ended already has ended.
    await unsubscribe(c.var.deps, c.var.actor, idIn(c, 'calendar')).catch(orNone)
    return '/console/calendars?done=saved'
  },
  again: (form, status) => show(c, { form, status }),
}))

export const calendarPages = (pages: Router) => {
  pages.get('/console/calendars', (c) => show(c))
  pages.post('/console/calendars', feedFromForm)
  pages.post('/console/calendars/:id/end', endFromForm)
}
