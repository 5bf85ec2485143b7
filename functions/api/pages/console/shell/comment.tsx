import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { Paragraphs } from './fields.tsx'
import type { Filled } from './form.ts'

interface Field {
  readonly form: Filled
  readonly words: Phrases
}

/** Room for a word that nobody need add. */
export const Comment = (field: Field) => (
  <Paragraphs
    {...field}
    name="comment"
    label={`${field.words.t('page.comment')} (${field.words.t('page.optional')})`}
    rows={2}
    maxlength={500}
  />
)

/** How an answer ends: room for a word, and the button that sends both. */
export const CommentAndSend = (field: Field) => (
  <>
    <Comment {...field} />
    <p class="acts">
      <button type="submit">{field.words.t('page.submit')}</button>
    </p>
  </>
)

/** Whether a form comes back from one that ends so: browsers send the comment, filled in or not. */
export const isAnswer = ({ typed }: Filled) => 'comment' in typed
