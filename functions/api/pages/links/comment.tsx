import type { Context } from 'hono'
import { type Commenter, commentByLink, findAsked } from '../../../../shared/alerts/comments/comment.ts'
import { commentInput } from '../../../../shared/alerts/comments/schema.ts'
import { DomainError, notFound } from '../../../../shared/errors.ts'
import type { Key } from '../../../../shared/rendering/catalogue.ts'
import { bestText } from '../../../../shared/rendering/language.ts'
import { formatForReader } from '../../../../shared/rendering/time.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { isolated, type PageHead, page } from '../layout.tsx'
import { formOf, pageRouter } from '../page-router.tsx'
import { AlertBody, Headline } from '../public/alert-parts.tsx'
import { type Capability, openCapability } from './capability.ts'

const commenterOf = ({ payload, actor, organization, contact }: Capability): Commenter => {
  if (!payload.subject.startsWith('alt_')) throw notFound('link')
  return { actor, organization, contact, alertId: payload.subject }
}

interface Outcome {
  readonly status: PageHead['status']
  readonly notice?: Key
  /** What was posted and not taken: nobody writes it twice. */
  readonly text?: string
}

/** The draft, and where to say something to it; nothing of it once the round is closed. */
const show = async (c: Context<Env>, opened: Capability, { status, notice, text = '' }: Outcome) => {
  const { words, organization, contact } = opened
  const { t, language } = words
  const { alert, round, isOpen } = await findAsked(c.var.deps, commenterOf(opened).alertId, organization.id)
  const head = { title: t('comment.title'), language, status }
  if (!isOpen) return page(c, head, <p>{t('comment.closed')}</p>)
  const until = formatForReader(round.until, contact.timeZone, language)
  return page(
    c,
    head,
    <>
      {notice && (
        <p class="notice" role="status">
          {t(notice)}
        </p>
      )}
      <p class="notice">{t('comment.draft')}</p>
      {alert.content.exercise && <p class="notice">{t('exercise.notice')}</p>}
      <Headline text={bestText(alert.content.texts, contact.languages).text} />
      <p>{t('fact', { label: t('alert.level'), value: t(`level.${alert.content.level}`) })}</p>
      <AlertBody alert={alert} words={words} languages={contact.languages} />
      <form method="post">
        <label for="text">{t('comment.question', { organization: isolated(organization.name) })}</label>
        <textarea id="text" name="text" rows={8} maxlength={4000} required dir="auto">
          {text}
        </textarea>
        <p>{t('comment.until', { at: until })}</p>
        <button type="submit">{t('page.submit')}</button>
        <p class="small">{t('page.forwarded')}</p>
      </form>
    </>,
  )
}

const comment = async (c: Context<Env>, opened: Capability): Promise<Outcome> => {
  const { text } = await formOf(c)
  const parsed = commentInput.safeParse({ text })
  if (!parsed.success) return { status: 422, notice: 'error.invalid', ...(text && { text }) }
  try {
    await commentByLink(c.var.deps, commenterOf(opened), parsed.data)
    return { status: 200, notice: 'comment.recorded' }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'conflict')
      return { status: 409, notice: 'error.invalid', text: parsed.data.text }
    throw error
  }
}

/** The page behind the link in a mail that asks for comments: GET shows the draft, POST comments on it. */
export const commentPages = (app: Router) => {
  const pages = pageRouter()
  pages.get('/comment/:token', async (c) => show(c, await openCapability(c, 'comment'), { status: 200 }))
  pages.post('/comment/:token', async (c) => {
    const opened = await openCapability(c, 'comment')
    return show(c, opened, await comment(c, opened))
  })
  app.route('/', pages)
}
