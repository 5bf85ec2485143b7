import type { Child } from 'hono/jsx'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { languageOptions } from './choices.ts'
import { Choice } from './fields.tsx'
import { type Filled, valueIn } from './form.ts'

interface InLanguage {
  readonly form: Filled
  readonly words: Phrases
  /** Which of the texts it is, from 0. */
  readonly at: number
  /** The fields of the text, by the name that each has in the form, and the language they are written in. */
  readonly fields: (name: (field: string) => string, language: string) => Child
}

/** One text beside those in other languages: which language it is in, and what it says. */
export const InLanguage = ({ form, words, at, fields }: InLanguage) => {
  const name = (field: string) => `texts.${at}.${field}`
  const language = valueIn(form.typed, name('language'))
  return (
    <fieldset>
      <legend>{words.t('console.text', { number: String(at + 1) })}</legend>
      <Choice
        form={form}
        words={words}
        name={name('language')}
        label={words.t('page.language')}
        options={languageOptions(words, language ? [language] : [])}
        none="–"
      />
      {fields(name, language)}
    </fieldset>
  )
}
