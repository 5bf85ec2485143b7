import type { AlertAnswer } from '../../../../shared/alerts/answers/answer.ts'
import type { Organization } from '../../../../shared/organizations/schema.ts'
import type { Phrases } from '../../../../shared/rendering/catalogue.ts'
import { alertAnswers } from '../../../../shared/rendering/mails/alert-content.ts'
import { isolated } from '../layout.tsx'
import { FaultAt, type Fields, marking, type Refused } from '../refused.tsx'

interface Form {
  readonly given: AlertAnswer | undefined
  readonly refused: Refused | undefined
  readonly words: Phrases
  readonly organization: Organization
}

/** What a member, or an authority, may answer to an alert; what was just typed stands before what was answered. */
export const AnswerForm = ({ given, refused, words, organization: { name, relation } }: Form) => {
  const { t } = words
  const standing: Fields = refused?.typed ?? {
    answer: given?.answer ?? '',
    comment: given?.comment ?? '',
    passedTo: given?.passedTo ?? '',
    desk: given?.desk ?? '',
  }
  const line = (field: 'passedTo' | 'desk', label: string, most: number) => (
    <>
      <label for={field}>
        {label} ({t('page.optional')})
      </label>
      <input
        id={field}
        name={field}
        maxlength={most}
        dir="auto"
        value={standing[field] ?? ''}
        {...marking(refused, field)}
      />
      <FaultAt refused={refused} field={field} words={words} />
    </>
  )
  return (
    <form method="post">
      <fieldset>
        <legend>{t(`answer.question.${relation}`, { organization: isolated(name) })}</legend>
        {alertAnswers[relation].map((answer) => (
          <label>
            <input
              type="radio"
              name="answer"
              value={answer}
              required
              checked={standing['answer'] === answer}
            />{' '}
            {t(`answer.${answer}`)}
          </label>
        ))}
        <FaultAt refused={refused} field="answer" words={words} />
      </fieldset>
      <label for="comment">
        {t('page.comment')} ({t('page.optional')})
      </label>
      <textarea
        id="comment"
        name="comment"
        rows={3}
        maxlength={500}
        dir="auto"
        {...marking(refused, 'comment')}
      >
        {standing['comment'] ?? ''}
      </textarea>
      <FaultAt refused={refused} field="comment" words={words} />
      {relation === 'authority' && line('passedTo', t('answer.passed-to'), 200)}
      {line('desk', t('answer.desk'), 120)}
      <button type="submit">{t('page.submit')}</button>
      <p class="small">
        {t('page.answering-for', { organization: isolated(name) })} {t('page.forwarded')}
      </p>
    </form>
  )
}
