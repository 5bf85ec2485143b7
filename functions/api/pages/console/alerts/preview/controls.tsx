import type { Phrases } from '../../../../../../shared/rendering/catalogue.ts'
import { classOptions, languageOptions, relationOptions } from '../../shell/choices.ts'
import { Choice } from '../../shell/fields.tsx'
import { filledWith } from '../../shell/form.ts'
import { type Asked, typedAsked, views } from './asking.ts'

interface Controls {
  readonly asked: Asked
  readonly words: Phrases
  /** The id of the form that they belong to, where they stand outside of it. */
  readonly of?: string
}

/** At what one looks, and as whom. */
export const Controls = ({ asked, words, of }: Controls) => {
  const { t } = words
  const field = { form: filledWith(typedAsked(asked)), words, of }
  return (
    <>
      <Choice
        {...field}
        name="preview.view"
        label={t('console.preview.view')}
        options={views.map((value) => ({ value, label: t(`console.preview.${value}`) }))}
      />
      <Choice
        {...field}
        name="preview.language"
        label={t('page.language')}
        options={languageOptions(words, [asked.language])}
      />
      <Choice
        {...field}
        name="preview.relation"
        label={t('console.relations')}
        options={relationOptions(words)}
      />
      <Choice {...field} name="preview.class" label={t('console.classes')} options={classOptions(words)} />
    </>
  )
}
