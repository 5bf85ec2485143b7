import type { AlertAnswer } from '../../../../shared/alerts/answers/answer.ts'
import type { Organization } from '../../../../shared/organizations/schema.ts'
import type { Phrases } from '../../../../shared/rendering/catalogue.ts'
import { alertAnswers } from '../../../../shared/rendering/mails/alert-content.ts'
import { isolated } from '../layout.tsx'

interface Form {
  readonly given: AlertAnswer | undefined
  readonly words: Phrases
  readonly organization: Organization
}

/** What a member, or an authority, may answer to an alert. */
export const AnswerForm = ({ given, words: { t }, organization: { name, relation } }: Form) => (
  <form method="post">
    <fieldset>
      <legend>{t(`answer.question.${relation}`, { organization: isolated(name) })}</legend>
      {alertAnswers[relation].map((answer) => (
        <label>
          <input type="radio" name="answer" value={answer} required checked={given?.answer === answer} />{' '}
          {t(`answer.${answer}`)}
        </label>
      ))}
    </fieldset>
    <label for="comment">
      {t('page.comment')} ({t('page.optional')})
    </label>
    <textarea id="comment" name="comment" rows={3} maxlength={500} dir="auto">
      {given?.comment ?? ''}
    </textarea>
    {relation === 'authority' && (
      <>
        <label for="passedTo">
          {t('answer.passed-to')} ({t('page.optional')})
        </label>
        <input id="passedTo" name="passedTo" maxlength={200} dir="auto" value={given?.passedTo ?? ''} />
      </>
    )}
    <label for="desk">
      {t('answer.desk')} ({t('page.optional')})
    </label>
    <input id="desk" name="desk" maxlength={120} dir="auto" value={given?.desk ?? ''} />
    <button type="submit">{t('page.submit')}</button>
    <p class="small">
      {t('page.answering-for', { organization: isolated(name) })} {t('page.forwarded')}
    </p>
  </form>
)
