import type { Context } from 'hono'
import { resubscribe, unsubscribe } from '../../../../shared/organizations/unsubscribe.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { page } from '../layout.tsx'
import { formOf, pageRouter } from '../page-router.tsx'
import { type Capability, openCapability } from './capability.ts'

const ask = (c: Context<Env>, { contact, words: { t, language } }: Capability) =>
  page(
    c,
    { title: t('unsubscribe.title'), language },
    <>
      <p>{t('unsubscribe.question', { address: contact.email })}</p>
      <form method="post">
        <button type="submit">{t('unsubscribe.confirm')}</button>
      </form>
      <p class="small">{t('unsubscribe.corrections')}</p>
    </>,
  )

const done = (c: Context<Env>, { words: { t, language } }: Capability) =>
  page(
    c,
    { title: t('unsubscribe.title'), language },
    <>
      <p>{t('unsubscribe.done')}</p>
      <p class="small">{t('unsubscribe.corrections')}</p>
      <form method="post">
        <button type="submit" name="action" value="undo">
          {t('page.undo')}
        </button>
      </form>
    </>,
  )

const undone = (c: Context<Env>, { words: { t, language } }: Capability) =>
  page(c, { title: t('unsubscribe.title'), language }, <p>{t('page.undone')}</p>)

/** What is posted besides; mail providers post `List-Unsubscribe=One-Click`, or nothing one can read. */
const actionIn = async (c: Context<Env>) =>
  (await formOf(c).catch(() => ({}) as Record<string, string>))['action']

/**
 * `/unsubscribe/{token}`: GET shows a button, POST does it, by that button or by a mail provider's one click
 * (RFC 8058): no cookie, no redirect, and as often as one likes.
 */
export const unsubscribePages = (app: Router) => {
  const pages = pageRouter()
  pages.get('/unsubscribe/:token', async (c) => {
    const capability = await openCapability(c, 'unsubscribe')
    return capability.contact.suppressed?.reason === 'unsubscribed' ? done(c, capability) : ask(c, capability)
  })
  pages.post('/unsubscribe/:token', async (c) => {
    const capability = await openCapability(c, 'unsubscribe')
    const { deps } = c.var
    if ((await actionIn(c)) === 'undo') {
      await resubscribe(deps, capability.actor)
      return undone(c, capability)
    }
    await unsubscribe(deps, capability.actor)
    return done(c, capability)
  })
  app.route('/', pages)
}
