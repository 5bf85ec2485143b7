import type { Context } from 'hono'
import { answerForm } from '../../../../../shared/alerts/answers/answer.ts'
import { answerFor } from '../../../../../shared/alerts/answers/answer-for.ts'
import { readAnswers } from '../../../../../shared/alerts/answers/board.ts'
import { readAlert } from '../../../../../shared/alerts/read.ts'
import { alertAnswers } from '../../../../../shared/rendering/mails/alert-content.ts'
import { answerByReply } from '../../../../../shared/replies/answer.ts'
import { distinct } from '../../../../../shared/text.ts'
import type { Env } from '../../../http/env.ts'
import { headlineOf } from '../alerts/line.tsx'
import { Comment } from '../shell/comment.tsx'
import { Boxes, Line } from '../shell/fields.tsx'
import { type Typed, valueIn } from '../shell/form.ts'
import { readerOf } from '../shell/session.ts'
import { atMost, organizationId } from './asked.ts'
import type { Matter, MatterKind } from './matter.ts'

const everyAnswer = distinct([...alertAnswers.member, ...alertAnswers.authority])

const saidIn = (typed: Typed) =>
  answerForm({
    answer: valueIn(typed, 'answer'),
    comment: valueIn(typed, 'comment'),
    desk: valueIn(typed, 'desk'),
    passedTo: valueIn(typed, 'passedTo'),
  })

const open = async (c: Context<Env>, id: string): Promise<Matter> => {
  const { deps, actor } = c.var
  const [alert, read] = await Promise.all([readAlert(deps, actor, id), readerOf(c)])
  return {
    title: headlineOf(alert, read).headline,
    Fields: ({ form, reader: { words }, relation }) => {
      const field = { form, words }
      return (
        <>
          <Boxes
            {...field}
            one
            name="answer"
            label={words.t('console.answer')}
            options={(relation ? alertAnswers[relation] : everyAnswer).map((value) => ({
              value,
              label: words.t(`answer.${value}`),
            }))}
          />
          <Line {...field} name="desk" label={words.t('inbox.desk')} maxlength={120} />
          <Line {...field} name="passedTo" label={words.t('answer.passed-to')} maxlength={200} />
          <Comment {...field} />
        </>
      )
    },
  }
}

const asked = async (c: Context<Env>, id: string) => {
  const { items } = await readAnswers(c.var.deps, c.var.actor, { id, page: atMost })
  return items.map(({ organizationId: value, name = value }) => ({ value, label: name }))
}

const byMail: MatterKind['byMail'] = (deps, actor, named, typed) =>
  answerByReply(deps, actor, { ...named, said: saidIn(typed) })

const byWord: MatterKind['byWord'] = (deps, actor, { id: alertId, whose, told }, typed) =>
  answerFor(deps, actor, {
    ...{ alertId, organizationId: organizationId(whose) },
    said: { ...saidIn(typed), told },
  })

/** What organizations answer to an alert. */
export const alertMatter: MatterKind = { open, asked, byMail, byWord }
