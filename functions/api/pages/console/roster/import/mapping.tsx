import { columnNames, columns } from '../../../../../../shared/organizations/import/columns.ts'
import type { Phrases } from '../../../../../../shared/rendering/catalogue.ts'
import { Choice, Line } from '../../shell/fields.tsx'
import { type Filled, filledWith, valueIn } from '../../shell/form.ts'
import { fieldOfColumn, fieldOfDefault, guess, needed, shownFor, wordOf } from './columns.ts'

interface Asking {
  /** The file's own columns, in its order. */
  readonly own: readonly string[]
  readonly form: Filled
  readonly words: Phrases
}

/** What was said, or, of a file that nothing was said of yet, what is likely. */
const saidOrLikely = ({ own, form }: Asking): Filled =>
  valueIn(form.typed, 'shownFor') === shownFor(own)
    ? form
    : filledWith(Object.fromEntries(own.map((name, at) => [fieldOfColumn(at), [guess(name) ?? '']])))

/** Asks what the columns of a file are, and what is so where it has no such column. */
export const Mapping = ({ isOpen, ...asking }: Asking & { isOpen: boolean }) => {
  const { own, words } = asking
  const { t } = words
  const field = { form: saidOrLikely(asking), words }
  const means = own.map((_, at) => valueIn(field.form.typed, fieldOfColumn(at)))
  return (
    <details open={isOpen}>
      <summary>{t('import.columns')}</summary>
      <p class="hint">{t('import.columns.hint')}</p>
      <input type="hidden" name="shownFor" value={shownFor(own)} />
      <div class="grid">
        {own.map((name, at) => (
          <Choice
            {...field}
            name={fieldOfColumn(at)}
            label={name || '–'}
            none={t('import.left-out')}
            options={columnNames.map((value) => ({ value, label: t(wordOf(value)) }))}
          />
        ))}
      </div>
      <fieldset>
        <legend>{t('import.defaults')}</legend>
        <div class="grid">
          {needed
            .filter((name) => !means.includes(name) && !columns[name]!.identity)
            .map((name) => {
              const named = { ...field, name: fieldOfDefault(name), label: t(wordOf(name)) }
              const { oneOf } = columns[name]!
              return oneOf ? (
                <Choice {...named} none="–" options={oneOf.map((value) => ({ value, label: value }))} />
              ) : (
                <Line {...named} maxlength={200} />
              )
            })}
        </div>
      </fieldset>
    </details>
  )
}
