import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Env } from '../../../../http/env.ts'
import { capOptions, crimeOptions, levelOptions, stageOptions } from '../../shell/choices.ts'
import { Boxes, Choice, Line, Paragraphs, Refusal, Tick, Token } from '../../shell/fields.tsx'
import { valueIn } from '../../shell/form.ts'
import { countOf } from '../../shell/rows.ts'
import { PreviewButton } from '../preview/beside.tsx'
import { Audience, type Pickable } from './audience.tsx'
import { Desk } from './desk.tsx'
import { Issuer, type Nameable } from './issuer.tsx'
import type { Part } from './part.ts'
import { Texts } from './texts.tsx'

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

/** By which what stands beside the form belongs to it. */
export const formId = 'alert'

interface AlertForm extends Part, Pickable {
  readonly c: Context<Env>
  readonly action: string
  readonly nameable: Nameable
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
    <form id={formId} method="post" action={action}>
      <Token c={c} />
      <input type="hidden" name="version" value={valueIn(form.typed, 'version')} />
      <input type="hidden" name="once" value={valueIn(form.typed, 'once')} />
      <Refusal form={form} words={reader.words} />
      {beginning}
      <Texts form={form} reader={reader} isOut={isOut} isWorded />
      <Nature form={form} reader={reader} />
      <Recommendations form={form} reader={reader} />
      {isOut ? <p class="notice">{t('console.audience.stays')}</p> : <Audience {...part} />}
      <Circulation form={form} reader={reader} isOut={isOut} />
      <Issuer form={form} reader={reader} alliance={c.var.deps.config.alliance} nameable={part.nameable} />
      <Desk form={form} reader={reader} />
      {isOut && <Tick form={form} words={reader.words} name="correction" label={t('console.correction')} />}
      <p class="acts">
        <button type="submit">{t('console.save')}</button>
        <button type="submit" class="quiet" name="more" value="text" formnovalidate>
          {t('console.another-language')}
        </button>
        <PreviewButton of={formId} action={action} label={t('console.preview')} />
      </p>
    </form>
  )
}
