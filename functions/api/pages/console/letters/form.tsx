import type { Reader } from '../../../http/reader.ts'
import { Choice, Faults, Line, type Option, Paragraphs } from '../shell/fields.tsx'
import type { Filled } from '../shell/form.ts'
import { InLanguage } from '../shell/in-language.tsx'
import { countOf, roomsFor } from '../shell/rows.ts'
import { OpenTo } from './open-to.tsx'

interface Part {
  readonly form: Filled
  readonly reader: Reader
}

const Text = ({ form, reader: { words }, at }: Part & { at: number }) => {
  const { t } = words
  const field = { form, words }
  return (
    <InLanguage
      {...field}
      at={at}
      fields={(name, lang) => (
        <>
          <Line {...field} name={name('subject')} label={t('letter.subject')} maxlength={160} />
          <Paragraphs
            {...field}
            {...{ lang, rows: 12, maxlength: 8000 }}
            name={name('body')}
            label={t('console.post.body')}
          />
        </>
      )}
    />
  )
}

const Asks = ({ form, reader: { words } }: Part) => {
  const { t } = words
  const field = { form, words, rows: 2, maxlength: 1000 }
  return (
    <fieldset>
      <legend>{t('letter.asks')}</legend>
      <p class="hint">{t('letter.asks.hint')}</p>
      <Faults {...field} name="asks" />
      {roomsFor(form.typed, 'asks', { most: 20, further: 2 }).map((at) => (
        <div class="side">
          <Paragraphs {...field} name={`asks.${at}.action`} label={t('console.action')} />
          <Paragraphs
            {...field}
            name={`asks.${at}.rationale`}
            label={`${t('console.post.rationale')} (${t('page.optional')})`}
          />
        </div>
      ))}
    </fieldset>
  )
}

/** To whom it goes, what it says in each language, and what it asks. */
export const Content = ({ form, reader, targets }: Part & { targets: readonly Option[] }) => {
  const { words } = reader
  const { t } = words
  const field = { form, words }
  const isBegun = countOf(form.typed, 'texts') > 0
  return (
    <>
      <Choice {...field} name="targetId" label={t('console.addressee')} options={targets} none="–" required />
      <Line
        {...field}
        name="targetReason"
        label={`${t('console.why-despite')} (${t('page.optional')})`}
        maxlength={500}
      />
      <p class="hint">{t('letter.texts.hint')}</p>
      <Faults {...field} name="texts" />
      <div class="side">
        {roomsFor(form.typed, 'texts', { most: 8, further: isBegun ? 1 : 2 }).map((at) => (
          <Text form={form} reader={reader} at={at} />
        ))}
      </div>
      <Asks form={form} reader={reader} />
    </>
  )
}

/** Until when organizations may sign, and which. */
export const Terms = ({ form, reader: { words, timeZone } }: Part) => {
  const { t } = words
  const field = { form, words }
  return (
    <>
      <Line
        {...field}
        name="signBy"
        type="datetime-local"
        label={t('letter.sign-by', { zone: timeZone })}
        required
      />
      <OpenTo {...field} label={t('letter.open-to')} />
    </>
  )
}
