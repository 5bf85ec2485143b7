import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Boxes, Choice, Line, type Option, Paragraphs, Refusal, Token } from '../shell/fields.tsx'
import { type Filled, valuesOf } from '../shell/form.ts'
import { countOf } from '../shell/rows.ts'
import { withChosen } from '../shell/several.tsx'
import { howOptions, readerOptions } from './choices.ts'

interface Field {
  readonly form: Filled
  readonly words: Reader['words']
}

/** Whom a briefing can name. */
export interface Pickable {
  readonly offices: readonly Option[]
  readonly members: readonly Option[]
  readonly situations: readonly Option[]
}

const most = 20
const rowsOf = ({ typed }: Filled, group: string) =>
  Array.from({ length: Math.min(most, countOf(typed, group) + 2) }, (_, at) => `${group}.${at}`)

const Asks = (field: Field) => {
  const { t } = field.words
  return (
    <fieldset>
      <legend>{t('console.briefing.asks')}</legend>
      <p class="hint">{t('console.briefing.asks.hint')}</p>
      {rowsOf(field.form, 'asks').map((at) => (
        <div class="side">
          <Paragraphs
            {...field}
            name={`${at}.action`}
            label={t('console.action')}
            rows={2}
            maxlength={1000}
          />
          <Paragraphs
            {...field}
            name={`${at}.rationale`}
            label={`${t('console.post.rationale')} (${t('page.optional')})`}
            rows={2}
            maxlength={1000}
          />
        </div>
      ))}
    </fieldset>
  )
}

const Material = (field: Field) => {
  const { t } = field.words
  return (
    <fieldset>
      <legend>{t('console.briefing.material')}</legend>
      {rowsOf(field.form, 'material').map((at) => (
        <div class="grid">
          <Line {...field} name={`${at}.title`} label={t('console.title')} maxlength={200} />
          <Line {...field} name={`${at}.url`} type="url" label={t('console.web')} />
        </div>
      ))}
    </fieldset>
  )
}

/** Who was there, on both sides. */
const People = ({ offices, members, ...field }: Field & Pickable) => {
  const { t } = field.words
  const chosen = (name: string) => valuesOf(field.form.typed, name)
  const known = withChosen(offices, chosen('officeIds'))
  return (
    <>
      {known.length > 0 && (
        <Boxes {...field} name="officeIds" label={t('console.briefing.whom')} options={known} />
      )}
      <details open={chosen('organizationIds').length > 0}>
        <summary>{t('console.briefing.others')}</summary>
        <Boxes
          {...field}
          name="organizationIds"
          label={t('console.briefing.others')}
          options={withChosen(members, chosen('organizationIds'))}
        />
      </details>
    </>
  )
}

/** Who reads it: said once, for what was told in confidence is not told to more later. */
export const Readers = ({ coalitions, ...field }: Field & { coalitions: readonly Option[] }) => {
  const { t } = field.words
  return (
    <>
      <Boxes
        {...field}
        one
        name="confidentiality"
        label={t('console.scope')}
        hint={t('console.briefing.for.hint')}
        options={readerOptions(field.words)}
      />
      <Choice {...field} name="coalitionId" label={t('meeting.coalition')} options={coalitions} none="–" />
    </>
  )
}

interface BriefingForm extends Pickable {
  readonly c: Context<Env>
  readonly form: Filled
  readonly reader: Reader
  readonly beginning: Child
  readonly end?: Child
}

/** A briefing as it is logged, and as more is said of it. */
export const BriefingForm = ({ c, form, reader, beginning, end, ...pickable }: BriefingForm) => {
  const { words, timeZone } = reader
  const { t } = words
  const field = { form, words }
  return (
    <form class="sheet" method="post">
      <Token c={c} />
      {beginning}
      <Refusal {...field} />
      <div class="few">
        <Line
          {...field}
          name="at"
          type="datetime-local"
          label={t('console.briefing.when', { zone: timeZone })}
          required
        />
        <Choice {...field} name="how" label={t('console.briefing.how')} options={howOptions(words)} />
      </div>
      <People {...field} {...pickable} />
      <Choice
        {...field}
        name="situationId"
        label={t('alert.situation')}
        options={withChosen(pickable.situations, valuesOf(form.typed, 'situationId'))}
        none="–"
      />
      <Asks {...field} />
      <Paragraphs
        {...field}
        name="answered"
        label={t('console.briefing.answered')}
        rows={5}
        maxlength={5000}
      />
      <fieldset>
        <legend>{t('console.briefing.next')}</legend>
        <p class="hint">{t('console.briefing.next.hint')}</p>
        <Line {...field} name="next.what" label={t('console.briefing.what')} maxlength={500} />
        <Line
          {...field}
          name="next.dueAt"
          type="datetime-local"
          label={t('console.briefing.due', { zone: timeZone })}
        />
      </fieldset>
      <Material {...field} />
      {end}
      <p class="acts">
        <button type="submit">{t('console.save')}</button>
      </p>
    </form>
  )
}
