import type { Context } from 'hono'
import { forbidden, may } from '../../../../../shared/access/permit.ts'
import { answerForm } from '../../../../../shared/alerts/answers/answer.ts'
import { answerFor } from '../../../../../shared/alerts/answers/answer-for.ts'
import { findAnswer } from '../../../../../shared/alerts/answers/repository.ts'
import { wasAddressed } from '../../../../../shared/alerts/repository.ts'
import type { Alert } from '../../../../../shared/alerts/schema.ts'
import { alertAnswers } from '../../../../../shared/rendering/mails/alert-content.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { isolated } from '../../layout.tsx'
import { CommentAndSend, isAnswer } from '../shell/comment.tsx'
import { Boxes, Token } from '../shell/fields.tsx'
import { asTyped, type Filled, filledWith, givenIn } from '../shell/form.ts'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { showAlert } from './page.tsx'

/** What the reader's organization, where it was told of an alert, has answered. */
export const askedOf = async ({ var: { actor, deps } }: Context<Env>, alertId: string) => {
  if (actor.kind !== 'person') return undefined
  const { organizationId } = actor
  const [wasTold, given] = await Promise.all([
    wasAddressed(deps.store, organizationId, alertId),
    findAnswer(deps.store, alertId, organizationId),
  ])
  return wasTold ? { given } : undefined
}

interface Answering {
  readonly c: Context<Env>
  readonly alert: Alert
  readonly asked: Awaited<ReturnType<typeof askedOf>>
  readonly form: Filled
  readonly reader: Reader
}

/** What the reader's own organization says to the alert, beginning with what it said before. */
export const Answer = ({ c, alert, asked, form, reader: { words, organization } }: Answering) => {
  const { actor } = c.var
  if (
    !asked ||
    actor.kind !== 'person' ||
    !may(actor, 'alert.answer', { organizationId: actor.organizationId })
  )
    return null
  const { t } = words
  const question = t(`answer.question.${actor.relation}`, {
    organization: isolated(organization?.name ?? ''),
  })
  const { answer, comment } = asked.given ?? {}
  const field = { form: isAnswer(form) ? form : filledWith(asTyped({ answer, comment })), words }
  return (
    <section class="sheet">
      <h2>{t('answer.title')}</h2>
      {answer && <p>{t('page.current-answer', { answer: t(`answer.${answer}`) })}</p>}
      <form method="post" action={`/console/alerts/${alert.id}/answer`}>
        <Token c={c} />
        <Boxes
          {...field}
          one
          name="answer"
          label={question}
          options={alertAnswers[actor.relation].map((answer) => ({
            value: answer,
            label: t(`answer.${answer}`),
          }))}
        />
        <CommentAndSend {...field} />
      </form>
    </section>
  )
}

export const answerFromForm = posted((c) => ({
  act: async (typed) => {
    const { actor, deps } = c.var
    if (actor.kind !== 'person') throw forbidden()
    const alertId = idIn(c, 'alert')
    const said = answerForm({
      answer: givenIn(typed, 'answer') ?? '',
      comment: givenIn(typed, 'comment') ?? '',
    })
    await answerFor(deps, actor, { alertId, organizationId: actor.organizationId, said })
    return `/console/alerts/${alertId}?done=answered`
  },
  again: (form, status) => showAlert(c, form, status),
}))
