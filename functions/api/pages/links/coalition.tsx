import type { Context } from 'hono'
import {
  answerInvitation,
  type Invitee,
  readInvitation,
} from '../../../../shared/coalitions/answer-by-link.ts'
import { DomainError } from '../../../../shared/errors.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { isolated, page } from '../layout.tsx'
import { formOf, pageRouter } from '../page-router.tsx'
import { type Capability, openCapability } from './capability.ts'

type Shown = Awaited<ReturnType<typeof readInvitation>>

const inviteeOf = ({ actor, payload, organization, contact }: Capability): Invitee => ({
  actor,
  coalitionId: payload.subject,
  organization,
  contact,
})

const Facts = ({ shown, t }: { shown: Shown; t: Capability['words']['t'] }) => (
  <dl>
    <dt>{t('coalition.name')}</dt>
    <dd dir="auto">{shown.name}</dd>
    <dt>{t('coalition.situation')}</dt>
    <dd dir="auto">{shown.situationTitle}</dd>
    <dt>{t('coalition.role')}</dt>
    <dd>{t(`coalition.role.${shown.role}`)}</dd>
    <dt>{t('coalition.purpose')}</dt>
    <dd class="text" dir="auto">
      {shown.purpose}
    </dd>
  </dl>
)

const show = (c: Context<Env>, { words, organization }: Capability, shown: Shown, hasAnswered: boolean) => {
  const { t, language } = words
  const of = { organization: isolated(organization.name) }
  const { status } = shown
  return page(
    c,
    { title: t('coalition.title'), language },
    <>
      {status === 'invited' ? null : (
        <p class="notice" role="status">
          {t(status === 'joined' ? 'coalition.joined' : 'coalition.declined', of)}
        </p>
      )}
      {hasAnswered ? <p>{t('page.recorded')}</p> : null}
      {shown.confidential ? <p>{t('coalition.confidential')}</p> : null}
      <Facts shown={shown} t={t} />
      <form method="post">
        <p>{t('coalition.question', of)}</p>
        <button type="submit" name="answer" value="joined">
          {t('coalition.join')}
        </button>
        <button type="submit" name="answer" value="declined">
          {t('coalition.decline')}
        </button>
      </form>
      <p class="small">{t('page.forwarded')}</p>
    </>,
  )
}

const answerIn = ({ answer, status }: Record<string, string>) => {
  const said = answer ?? status
  if (said === 'joined' || said === 'declined') return said
  throw new DomainError('invalid', 'The answer is neither joined nor declined.')
}

/** The page behind the link of an invitation to a coalition. */
export const coalitionPages = (app: Router) => {
  const pages = pageRouter()

  pages.get('/coalition/:token', async (c) => {
    const opened = await openCapability(c, 'coalition')
    return show(c, opened, await readInvitation(c.var.deps, inviteeOf(opened)), false)
  })

  pages.post('/coalition/:token', async (c) => {
    const opened = await openCapability(c, 'coalition')
    const answer = answerIn(await formOf(c))
    return show(c, opened, await answerInvitation(c.var.deps, inviteeOf(opened), answer), true)
  })

  app.route('/', pages)
}
