import { Choice, Line, Paragraphs } from '../../shell/fields.tsx'
import { valueIn } from '../../shell/form.ts'
import { languageOptions } from '../choices.ts'
import { countOf } from '../input.ts'
import type { Part } from './part.ts'

/** One language beside the others. */
const Text = ({ form, reader: { words }, at, isOut }: Part & { at: number; isOut: boolean }) => {
  const { t } = words
  const name = (field: string) => `texts.${at}.${field}`
  const language = valueIn(form.typed, name('language'))
  const field = { form, words }
  return (
    <fieldset>
      <legend>{t('console.text', { number: String(at + 1) })}</legend>
      <Choice
        {...field}
        name={name('language')}
        label={t('page.language')}
        options={languageOptions(words, language ? [language] : [])}
        none="–"
      />
      <Line {...field} name={name('headline')} label={t('console.headline')} maxlength={160} />
      <Paragraphs
        {...field}
        name={name('description')}
        label={t('alert.description')}
        rows={9}
        maxlength={8000}
        lang={language}
      />
      <Paragraphs
        {...field}
        name={name('instruction')}
        label={`${t('alert.instruction')} (${t('page.optional')})`}
        rows={4}
        maxlength={4000}
        lang={language}
      />
      <Paragraphs
        {...field}
        name={name('unknown')}
        label={`${t('alert.basis.unknown')} (${t('page.optional')})`}
        rows={2}
        maxlength={2000}
        lang={language}
      />
      {isOut && (
        <Paragraphs
          {...field}
          name={name('changes')}
          label={`${t('alert.changes')} (${t('page.optional')})`}
          rows={2}
          maxlength={2000}
          lang={language}
        />
      )}
    </fieldset>
  )
}

/** The languages side by side, with room for one more. */
export const Texts = ({ form, reader, isOut }: Part & { isOut: boolean }) => {
  const count = Math.max(2, countOf(form.typed, 'texts') + 1)
  return (
    <section>
      <h2>{reader.words.t('console.texts')}</h2>
      <p class="hint">{reader.words.t('console.texts.hint')}</p>
      <div class="side">
        {Array.from({ length: Math.min(count, 30) }, (_, at) => (
          <Text form={form} reader={reader} at={at} isOut={isOut} />
        ))}
      </div>
    </section>
  )
}
