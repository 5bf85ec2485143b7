import type { Key, Phrases } from '../../../../../../shared/rendering/catalogue.ts'
import { Line, Paragraphs } from '../../shell/fields.tsx'
import { faultsIn, valueIn } from '../../shell/form.ts'
import { InLanguage } from '../../shell/in-language.tsx'
import { countOf } from '../../shell/rows.ts'
import type { Part } from './part.ts'
import { Wordings } from './wordings.tsx'

interface Kind {
  /** Whether a revision of it has gone out. */
  readonly isOut: boolean
  /** Whether single classes can be asked for something else. */
  readonly isWorded?: boolean
}

/** Through whose hands it went, where it is a translation; never shown outside. */
const Hands = ({ form, words, at }: Pick<Part, 'form'> & { words: Phrases; at: number }) => {
  const names = [`texts.${at}.translatedBy`, `texts.${at}.reviewedBy`] as const
  const isOpen = names.some((name) => valueIn(form.typed, name) !== '' || faultsIn(form, name).length > 0)
  return (
    <details open={isOpen}>
      <summary>{words.t('console.hands')}</summary>
      <Line
        form={form}
        words={words}
        name={names[0]}
        label={words.t('console.translated-by')}
        maxlength={120}
      />
      <Line
        form={form}
        words={words}
        name={names[1]}
        label={words.t('console.reviewed-by')}
        maxlength={120}
      />
    </details>
  )
}

/** One language beside the others. */
const Text = ({ form, reader, at, isOut, isWorded = false }: Part & Kind & { at: number }) => {
  const { words } = reader
  const { t } = words
  const field = { form, words }
  const optional = (label: Key) => `${t(label)} (${t('page.optional')})`
  return (
    <InLanguage
      {...field}
      at={at}
      fields={(name, lang) => (
        <>
          <Line {...field} name={name('headline')} label={t('console.headline')} maxlength={160} />
          <Paragraphs
            {...field}
            {...{ lang, rows: 9, maxlength: 8000 }}
            name={name('description')}
            label={t('alert.description')}
          />
          <Paragraphs
            {...field}
            {...{ lang, rows: 4, maxlength: 4000 }}
            name={name('instruction')}
            label={optional('alert.instruction')}
          />
          <Paragraphs
            {...field}
            {...{ lang, rows: 2, maxlength: 2000 }}
            name={name('unknown')}
            label={optional('alert.basis.unknown')}
          />
          {isOut && (
            <Paragraphs
              {...field}
              {...{ lang, rows: 2, maxlength: 2000 }}
              name={name('changes')}
              label={optional('alert.changes')}
            />
          )}
          {isWorded && <Wordings form={form} reader={reader} at={at} />}
          <Hands form={form} words={words} at={at} />
        </>
      )}
    />
  )
}

/** The languages side by side, with room for one more. */
export const Texts = ({ form, reader, ...kind }: Part & Kind) => {
  const count = Math.max(2, countOf(form.typed, 'texts') + 1)
  return (
    <section>
      <h2>{reader.words.t('console.texts')}</h2>
      <p class="hint">{reader.words.t('console.texts.hint')}</p>
      <div class="side">
        {Array.from({ length: Math.min(count, 30) }, (_, at) => (
          <Text form={form} reader={reader} at={at} {...kind} />
        ))}
      </div>
    </section>
  )
}
