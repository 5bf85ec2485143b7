import type { Context } from 'hono'
import { notFound } from '../../../../shared/errors.ts'
import { getNotification } from '../../../../shared/ledger/repository.ts'
import { mintLink } from '../../../../shared/links/link.ts'
import { oneLine } from '../../../../shared/rendering/clean.ts'
import { bestText } from '../../../../shared/rendering/language.ts'
import { digestContent, pathOfPost, titleOfPost } from '../../../../shared/rendering/mails/digest.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { page } from '../layout.tsx'
import { pageRouter } from '../page-router.tsx'
import { type Capability, openCapability } from './capability.ts'

/** As long as the link by which this page was opened. */
const answerLinkFor = (c: Context<Env>, { payload }: Capability, alertId: string) =>
  `/answer/${mintLink(c.var.deps.keys, { ...payload, purpose: 'answer', subject: alertId })}`

/** The alerts of one digest, each with the page on which its reader answers, and its posts: no more than the mail said. */
const show = async (c: Context<Env>, opened: Capability) => {
  const { payload, contact, words } = opened
  const { notification, content } = await getNotification(c.var.deps.store, payload.subject)
  if (notification.kind !== 'digest' || notification.subject !== contact.id) throw notFound('link')
  const { t, language } = words
  const { alerts, posts } = digestContent.parse(content)
  return page(
    c,
    { title: t(alerts.length > 0 ? 'digest.title' : 'digest.posts.title'), language },
    <>
      {alerts.map((alert) => {
        const { text } = bestText(alert.texts, contact.languages)
        return (
          <section>
            <h2 lang={text.language} dir="auto">
              {oneLine(text.headline)}
            </h2>
            <p>{t('fact', { label: t(`level.${alert.level}`), value: alert.reference })}</p>
            <p>
              <a href={answerLinkFor(c, opened, alert.alertId)}>{t('digest.answer')}</a>
            </p>
          </section>
        )
      })}
      {posts.map((post) => (
        <section>
          <h2 lang={post.text.language} dir="auto">
            {titleOfPost(post, words)}
          </h2>
          <p class="text" lang={post.text.language} dir="auto">
            {post.text.beginning}
          </p>
          <p>
            <a href={pathOfPost(post)}>{t('digest.posts.read')}</a>
          </p>
        </section>
      ))}
    </>,
  )
}

/** The page behind the link of a digest. */
export const digestPages = (app: Router) => {
  const pages = pageRouter()
  pages.get('/digest/:token', async (c) => show(c, await openCapability(c, 'digest')))
  app.route('/', pages)
}
