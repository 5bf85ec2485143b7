import type { Reader } from '../../../http/reader.ts'
import { stageOptions } from '../shell/choices.ts'
import { Boxes, Faults, Line, type Option, Paragraphs } from '../shell/fields.tsx'
import { type Filled, valuesOf } from '../shell/form.ts'
import { countOf } from '../shell/rows.ts'
import { withChosen } from '../shell/several.tsx'

interface Part {
  readonly form: Filled
  readonly reader: Reader
}

/** What a post is about: which situations, where, at what stages, and who is targeted. */
export const About = ({ form, reader: { words }, situations }: Part & { situations: readonly Option[] }) => {
  const { t } = words
  const field = { form, words }
  return (
    <>
      <Boxes
        {...field}
        name="situationIds"
        label={t('console.situations')}
        options={withChosen(situations, valuesOf(form.typed, 'situationIds'))}
      />
      <Line
        {...field}
        name="places"
        label={t('alert.countries')}
        hint={t('console.countries.hint')}
        maxlength={300}
      />
      <Boxes {...field} name="stages" label={t('alert.stages')} options={stageOptions(words)} />
      <Paragraphs
        {...field}
        name="groups"
        label={t('console.groups')}
        hint={t('console.one-a-line')}
        rows={3}
        maxlength={4200}
      />
    </>
  )
}

/** As many as a post may have. */
const most = 20

/** What a situation report puts to whom, and why. */
export const Options = ({ form, reader: { words } }: Part) => {
  const { t } = words
  const field = { form, words }
  const count = Math.min(most, countOf(form.typed, 'options') + 2)
  return (
    <fieldset>
      <legend>{t('post.options')}</legend>
      <p class="hint">{t('console.post.options.hint')}</p>
      <Faults {...field} name="options" />
      {Array.from({ length: count }, (_, at) => (
        <div class="side">
          <Line {...field} name={`options.${at}.addressee`} label={t('console.addressee')} maxlength={200} />
          <Paragraphs
            {...field}
            name={`options.${at}.action`}
            label={t('console.action')}
            rows={2}
            maxlength={500}
          />
          <Paragraphs
            {...field}
            name={`options.${at}.rationale`}
            label={t('console.post.rationale')}
            rows={2}
            maxlength={1000}
          />
        </div>
      ))}
    </fieldset>
  )
}
