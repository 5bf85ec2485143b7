import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Boxes, Choice, Line, type Option, Paragraphs, Refusal, Tick, Token } from '../shell/fields.tsx'
import { type Filled, valueIn } from '../shell/form.ts'
import {
  capOptions,
  classOptions,
  crimeOptions,
  languageOptions,
  levelOptions,
  relationOptions,
  stageOptions,
} from './choices.ts'
import { countOf } from './input.ts'

interface Part {
  readonly form: Filled
  readonly reader: Reader
}

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

const Recommendations = ({ form, reader: { words } }: Part) => {
  const { t } = words
  const count = Math.min(50, countOf(form.typed, 'recommendations') + 2)
  return (
    <fieldset>
      <legend>{t('alert.recommendations')}</legend>
      <p class="hint">{t('console.recommendations.hint')}</p>
      {Array.from({ length: count }, (_, at) => (
        <div class="side">
          <Line
            form={form}
            words={words}
            name={`recommendations.${at}.addressee`}
            label={t('console.addressee')}
            maxlength={200}
          />
          <Paragraphs
            form={form}
            words={words}
            name={`recommendations.${at}.action`}
            label={t('console.action')}
            rows={2}
            maxlength={2000}
          />
        </div>
      ))}
    </fieldset>
  )
}

export interface Pickable {
  readonly coalitions: readonly Option[]
  readonly organizations: readonly Option[]
}

const Audience = ({ form, reader: { words }, coalitions, organizations }: Part & Pickable) => {
  const { t } = words
  const field = { form, words }
  const named = form.typed['audience.organizationIds'] ?? []
  return (
    <fieldset>
      <legend>{t('console.audience')}</legend>
      <p class="hint">{t('console.audience.hint')}</p>
      <Boxes
        {...field}
        name="audience.relations"
        label={t('console.relations')}
        options={relationOptions(words)}
      />
      <Boxes {...field} name="audience.classes" label={t('console.classes')} options={classOptions(words)} />
      <Line
        {...field}
        name="audience.countries"
        label={t('alert.countries')}
        hint={t('console.countries.hint')}
      />
      {coalitions.length > 0 && (
        <Boxes {...field} name="audience.coalitionIds" label={t('console.coalitions')} options={coalitions} />
      )}
      <details open={named.length > 0}>
        <summary>{t('console.named-singly')}</summary>
        <label for="audience-organizationIds">{t('console.organizations')}</label>
        <select id="audience-organizationIds" name="audience.organizationIds" multiple size={10}>
          {organizations.map(({ value, label }) => (
            <option value={value} selected={named.includes(value)}>
              {label}
            </option>
          ))}
        </select>
        <Line
          {...field}
          name="audience.reason"
          label={`${t('console.why-despite')} (${t('page.optional')})`}
          maxlength={500}
        />
      </details>
      <Boxes
        {...field}
        one
        name="audience.reach"
        label={t('console.reach')}
        options={[
          { value: 'all', label: t('console.reach.all') },
          { value: 'first', label: t('console.reach.first') },
        ]}
      />
    </fieldset>
  )
}

const Nature = ({ form, reader: { words } }: Part) => {
  const { t } = words
  const field = { form, words }
  return (
    <fieldset>
      <legend>{t('console.nature')}</legend>
      <Boxes {...field} one name="level" label={t('alert.level')} options={levelOptions(words)} />
      <Boxes {...field} name="stages" label={t('alert.stages')} options={stageOptions(words)} />
      <Boxes {...field} name="crimes" label={t('alert.crimes')} options={crimeOptions(words)} />
      <div class="grid">
        {(['urgency', 'severity', 'certainty'] as const).map((question) => (
          <Choice {...field} name={question} label={t(question)} options={capOptions(question, words)} />
        ))}
      </div>
    </fieldset>
  )
}

const Circulation = ({ form, reader: { words, timeZone }, isOut }: Part & { isOut: boolean }) => {
  const { t } = words
  const field = { form, words }
  return (
    <fieldset>
      <legend>{t('alert.handling')}</legend>
      <Boxes
        {...field}
        one
        name="scope"
        label={t('console.scope')}
        options={[
          { value: 'restricted', label: t('console.scope.restricted') },
          { value: 'public', label: t('console.scope.public') },
        ]}
      />
      {!isOut && <Tick {...field} name="exercise" label={t('console.exercise')} />}
      <Line
        {...field}
        name="expiresAt"
        type="datetime-local"
        label={t('console.expires', { zone: timeZone })}
        required
      />
    </fieldset>
  )
}

interface AlertForm extends Part, Pickable {
  readonly c: Context<Env>
  readonly action: string
  /** Whether a revision of it has gone out: to whom then stays as it was. */
  readonly isOut: boolean
  /** What the form begins with where the alert is new: which situation it is about. */
  readonly beginning?: Child
}

/** The whole of an alert as it is written. */
export const AlertForm = ({ c, action, isOut, beginning, ...part }: AlertForm) => {
  const { form, reader } = part
  const { t } = reader.words
  return (
    <form method="post" action={action}>
      <Token c={c} />
      <input type="hidden" name="version" value={valueIn(form.typed, 'version')} />
      <input type="hidden" name="once" value={valueIn(form.typed, 'once')} />
      <Refusal form={form} words={reader.words} />
      {beginning}
      <Texts form={form} reader={reader} isOut={isOut} />
      <Nature form={form} reader={reader} />
      <Recommendations form={form} reader={reader} />
      {isOut ? <p class="notice">{t('console.audience.stays')}</p> : <Audience {...part} />}
      <Circulation form={form} reader={reader} isOut={isOut} />
      <p class="acts">
        <button type="submit">{t('console.save')}</button>
        <button type="submit" class="quiet" name="more" value="text" formnovalidate>
          {t('console.another-language')}
        </button>
      </p>
    </form>
  )
}
