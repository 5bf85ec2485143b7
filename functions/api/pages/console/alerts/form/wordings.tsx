import { classOptions } from '../../shell/choices.ts'
import { Choice, Faults, Paragraphs } from '../../shell/fields.tsx'
import { valueIn } from '../../shell/form.ts'
import { countOf } from '../../shell/rows.ts'
import type { Part } from './part.ts'

/** The names of fields carry two digits. */
const most = 100

/** What single kinds of organizations are asked to do, in the language of the text under which it stands. */
export const Wordings = ({ form, reader: { words }, at }: Part & { at: number }) => {
  const { t } = words
  const { typed } = form
  const count = countOf(typed, 'wordings')
  const own = Array.from({ length: count }, (_, row) => row).filter(
    (row) => valueIn(typed, `wordings.${row}.text`) === String(at),
  )
  const rows = [...own, count + at].filter((row) => row < most)
  return (
    <details open={own.length > 0}>
      <summary>{t('console.wordings')}</summary>
      <p class="hint">{t('console.wordings.hint')}</p>
      {rows.map((row) => {
        const name = (field: string) => `wordings.${row}.${field}`
        const field = { form, words }
        return (
          <div>
            <input type="hidden" name={name('text')} value={String(at)} />
            <Choice
              {...field}
              name={name('class')}
              label={t('console.classes')}
              options={classOptions(words)}
              none="–"
            />
            <Paragraphs
              {...field}
              name={name('instruction')}
              label={t('alert.instruction')}
              rows={3}
              maxlength={4000}
              lang={valueIn(typed, `texts.${at}.language`)}
            />
            <Faults {...field} name={name('language')} />
          </div>
        )
      })}
    </details>
  )
}
