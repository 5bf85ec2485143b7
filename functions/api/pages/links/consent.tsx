import type { Context } from 'hono'
import { type Consenter, consentByLink, findAskedConsent } from '../../../../shared/alerts/issuers/consent.ts'
import { consentInput } from '../../../../shared/alerts/issuers/schema.ts'
import { DomainError, notFound } from '../../../../shared/errors.ts'
import { bestText } from '../../../../shared/rendering/language.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { isolated, type PageHead, page } from '../layout.tsx'
import { formOf, pageRouter } from '../page-router.tsx'
import { AlertBody, Headline } from '../public/alert-parts.tsx'
import { type Capability, openCapability } from './capability.ts'

const consenterOf = ({ payload, actor, organization, contact }: Capability): Consenter => {
  if (!payload.subject.startsWith('alt_')) throw notFound('link')
  return { actor, organization, contact, alertId: payload.subject }
}

type Status = PageHead['status']

/** The draft, what was said to it, and the two answers; nothing of it once it is out. */
const show = async (c: Context<Env>, opened: Capability, status: Status) => {
  const { words, organization, contact } = opened
  const { t, language } = words
  const { draft, digest, answer, isDraft } = await findAskedConsent(
    c.var.deps,
    consenterOf(opened).alertId,
    organization.id,
  )
  const head = { title: t('consent.title'), language, status }
  if (!draft) return page(c, head, <p>{t('consent.closed')}</p>)
  const named = { organization: isolated(organization.name) }
  const isOpen = draft.content.scope === 'public' && !draft.content.exercise
  return page(
    c,
    head,
    <>
      {status === 409 && (
        <p class="notice" role="alert">
          {t('consent.changed')}
        </p>
      )}
      {answer && (
        <p class="notice" role="status">
          {t(`consent.${answer}`)}
        </p>
      )}
      <p class="notice">{t('comment.draft')}</p>
      {draft.content.exercise && <p class="notice">{t('exercise.notice')}</p>}
      <Headline text={bestText(draft.content.texts, contact.languages).text} />
      <p>{t('fact', { label: t('alert.level'), value: t(`level.${draft.content.level}`) })}</p>
      <AlertBody alert={draft} words={words} languages={contact.languages} />
      <form method="post">
        <p>{t('consent.question', named)}</p>
        <p>{t(isOpen ? 'consent.public' : 'consent.restricted', named)}</p>
        <input type="hidden" name="digest" value={digest} />
        {isDraft && (
          <button type="submit" name="answer" value="given">
            {t('consent.give')}
          </button>
        )}
        <button type="submit" name="answer" value="refused">
          {t('consent.refuse')}
        </button>
        <p class="small">{t('page.forwarded')}</p>
      </form>
    </>,
  )
}

const answered = async (c: Context<Env>, opened: Capability): Promise<Status> => {
  const { answer, digest } = await formOf(c)
  const parsed = consentInput.safeParse({ answer, digest })
  if (!parsed.success) return 422
  try {
    await consentByLink(c.var.deps, consenterOf(opened), parsed.data)
    return 200
  } catch (error) {
    if (error instanceof DomainError && error.code === 'conflict') return 409
    throw error
  }
}

/** The page behind the link in a mail that asks for consent: GET shows the draft, POST agrees to it or not. */
export const consentPages = (app: Router) => {
  const pages = pageRouter()
  pages.get('/consent/:token', async (c) => show(c, await openCapability(c, 'consent'), 200))
  pages.post('/consent/:token', async (c) => {
    const opened = await openCapability(c, 'consent')
    return show(c, opened, await answered(c, opened))
  })
  app.route('/', pages)
}
