import type { Context } from 'hono'
import { forbidden, may } from '../../../../../shared/access/permit.ts'
import { answerForm } from '../../../../../shared/alerts/answers/answer.ts'
import { answerFor } from '../../../../../shared/alerts/answers/answer-for.ts'
import type { Alert } from '../../../../../shared/alerts/schema.ts'
import { alertAnswers } from '../../../../../shared/rendering/mails/alert-content.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { isolated } from '../../layout.tsx'
import { CommentAndSend } from '../shell/comment.tsx'
import { Boxes, Token } from '../shell/fields.tsx'
import { type Filled, givenIn } from '../shell/form.ts'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { showAlert } from './page.tsx'

interface Answering {
  readonly c: Context<Env>
  readonly alert: Alert
  readonly form: Filled
  readonly reader: Reader
}

/** What the reader's own organization says to the alert. */
export const Answer = ({ c, alert, form, reader: { words, organization } }: Answering) => {
  const { actor } = c.var
  if (actor.kind !== 'person' || !may(actor, 'alert.answer', { organizationId: actor.organizationId }))
    return null
  const { t } = words
  const question = t(`answer.question.${actor.relation}`, {
    organization: isolated(organization?.name ?? ''),
  })
  return (
    <section class="sheet">
      <h2>{t('answer.title')}</h2>
      <form method="post" action={`/console/alerts/${alert.id}/answer`}>
        <Token c={c} />
        <Boxes
          one
          form={form}
          words={words}
          name="answer"
          label={question}
          options={alertAnswers[actor.relation].map((answer) => ({
            value: answer,
            label: t(`answer.${answer}`),
          }))}
        />
        <CommentAndSend form={form} words={words} />
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
