import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { Paragraphs } from './fields.tsx'
import type { Filled } from './form.ts'

/** How an answer ends: room for a word that nobody need add, and the button that sends both. */
export const CommentAndSend = (field: { form: Filled; words: Phrases }) => {
  const { t } = field.words
  return (
    <>
      <Paragraphs
        {...field}
        name="comment"
        label={`${t('page.comment')} (${t('page.optional')})`}
        rows={2}
        maxlength={500}
      />
      <p class="acts">
        <button type="submit">{t('page.submit')}</button>
      </p>
    </>
  )
}
