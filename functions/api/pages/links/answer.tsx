import type { Context } from 'hono'
import { answerForm } from '../../../../shared/alerts/answers/answer.ts'
import { type Addressee, answerByLink, readByLink } from '../../../../shared/alerts/answers/by-link.ts'
import { holds, standingOf } from '../../../../shared/alerts/publication/read.ts'
import { DomainError, notFound } from '../../../../shared/errors.ts'
import type { Key } from '../../../../shared/rendering/catalogue.ts'
import { oneLine } from '../../../../shared/rendering/clean.ts'
import { bestText } from '../../../../shared/rendering/language.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { type PageHead, page } from '../layout.tsx'
import { formOf, pageRouter } from '../page-router.tsx'
import { AlertBody, AlertFacts, Marking, StandingNotice } from '../public/alert-parts.tsx'
import { type Fields, type Refused, refusedFor } from '../refused.tsx'
import { AnswerForm } from './answer-parts.tsx'
import { answeredAt, type Capability } from './capability.ts'
import { UndoForm } from './rsvp-parts.tsx'

const addresseeOf = ({ payload, actor, organization, contact }: Capability): Addressee => {
  if (!payload.subject.startsWith('alt_')) throw notFound('link')
  return { actor, organization, contact, alertId: payload.subject }
}

interface Outcome {
  readonly status: PageHead['status']
  readonly notice?: Key
  readonly undo?: boolean
  readonly refused?: Refused
}

/** The alert and the answer as they stand now, whatever became of what was just posted. */
const show = async (c: Context<Env>, opened: Capability, outcome: Outcome) => {
  const { status = 200, notice, undo = false, refused } = outcome
  const { words, organization, contact } = opened
  const { t, language } = words
  const { alert, answer } = await readByLink(c.var.deps, addresseeOf(opened))
  const { text } = bestText(alert.content.texts, contact.languages)
  const { alliance } = c.var.deps.config
  const standing = standingOf(alert, c.var.deps.clock.now())
  const isOver = !holds(standing)
  const issue = alert.issues.at(-1)!
  return page(
    c,
    { title: t('answer.title'), language, status },
    <>
      {notice && (
        <p class="notice" role="status">
          {t(notice)}
        </p>
      )}
      {alert.content.exercise && <p class="notice">{t('exercise.notice')}</p>}
      <h2 lang={text.language} dir="auto">
        {oneLine(text.headline)}
      </h2>
      <StandingNotice standing={standing} words={words} />
      {contact.discreet ? (
        // Their mail said nothing but that there is a message; this is it.
        <>
          <Marking
            content={alert.content}
            words={words}
            alliance={alliance}
            organization={organization.name}
          />
          <AlertFacts
            alert={alert}
            issue={issue}
            words={words}
            timeZone={contact.timeZone}
            alliance={alliance}
          />
          <AlertBody alert={alert} words={words} languages={contact.languages} />
        </>
      ) : (
        <p>
          {t('fact', { label: t('alert.level'), value: t(`level.${alert.content.level}`) })}
          <br />
          {t('fact', { label: t('alert.reference'), value: issue.reference })}
        </p>
      )}
      {isOver && <p>{t('answer.ended')}</p>}
      {answer?.answer && <p>{t('page.current-answer', { answer: t(`answer.${answer.answer}`) })}</p>}
      {undo && <UndoForm words={words} />}
      <AnswerForm given={answer} refused={refused} words={words} organization={organization} />
    </>,
  )
}

const refusalOf = (error: DomainError, typed: Fields): Outcome => {
  const refused = refusedFor(error, typed)
  if (error.code === 'invalid') return { status: 422, notice: 'error.invalid', refused }
  if (error.code === 'too-fast') return { status: 429, notice: 'error.too-fast', refused }
  throw error
}

const answer = async (c: Context<Env>, opened: Capability): Promise<Outcome> => {
  const fields = await formOf(c)
  const addressee = addresseeOf(opened)
  const { answer: before } = await readByLink(c.var.deps, addressee)
  try {
    const said = 'undo' in fields ? 'undo' : answerForm(fields)
    await answerByLink(c.var.deps, addressee, said)
    if (said === 'undo') return { status: 200, notice: 'page.undone' }
    return { status: 200, notice: before?.answer ? 'page.changed' : 'page.recorded', undo: true }
  } catch (error) {
    if (error instanceof DomainError) return refusalOf(error, fields)
    throw error
  }
}

/** The page behind an alert's link: GET shows, POST answers for the organization. */
export const answerPages = (app: Router) => {
  const pages = pageRouter()
  answeredAt(pages, { path: '/answer/:token', purpose: 'answer' }, { show, act: answer })
  app.route('/', pages)
}
