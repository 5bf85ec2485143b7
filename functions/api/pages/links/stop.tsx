import type { Context } from 'hono'
import { readStop, type Stopper, stopByLink } from '../../../../shared/alerts/release/stop-by-link.ts'
import { notFound } from '../../../../shared/errors.ts'
import { formatForReader } from '../../../../shared/rendering/time.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { page } from '../layout.tsx'
import { formOf, pageRouter } from '../page-router.tsx'
import { type Capability, openCapability } from './capability.ts'

const stopperOf = ({ payload, actor, contact }: Capability): Stopper => {
  if (!payload.subject.startsWith('alt_')) throw notFound('link')
  return { actor, contact, alertId: payload.subject }
}

/** What can still be stopped of the alert, and the button that does. */
const show = async (c: Context<Env>, opened: Capability) => {
  const { t, language } = opened.words
  const { isStoppable, isStopped, until } = await readStop(c.var.deps, stopperOf(opened))
  const head = { title: t('stop.title'), language }
  if (!isStoppable) return page(c, head, <p>{t('stop.nothing')}</p>)
  if (isStopped)
    return page(
      c,
      head,
      <p class="notice" role="status">
        {t('stop.done')}
      </p>,
    )
  return page(
    c,
    head,
    <>
      {until && <p>{t('stop.until', { at: formatForReader(until, opened.contact.timeZone, language) })}</p>}
      <form method="post">
        <p>{t('stop.question')}</p>
        <button type="submit">{t('stop.confirm')}</button>
      </form>
    </>,
  )
}

/** The page behind the link by which a coordinator stops an alert: GET shows, POST stops. */
export const stopPages = (app: Router) => {
  const pages = pageRouter()
  pages.get('/stop/:token', async (c) => show(c, await openCapability(c, 'stop')))
  pages.post('/stop/:token', async (c) => {
    const opened = await openCapability(c, 'stop')
    await formOf(c)
    const { isStoppable } = await readStop(c.var.deps, stopperOf(opened))
    if (isStoppable) await stopByLink(c.var.deps, stopperOf(opened))
    return show(c, opened)
  })
  app.route('/', pages)
}
