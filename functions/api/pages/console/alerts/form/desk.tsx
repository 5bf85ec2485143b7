import { handling, sourceKinds } from '../../../../../../shared/alerts/desk/schema.ts'
import { classes } from '../../../../../../shared/organizations/schema.ts'
import { Boxes, Choice, Line } from '../../shell/fields.tsx'
import { countOf } from '../../shell/rows.ts'
import type { Part } from './part.ts'

const confidences = ['low', 'moderate', 'high'] as const

/** What the alert rests on. */
const Basis = ({ form, reader: { words } }: Part) => {
  const { t } = words
  const field = { form, words }
  const count = Math.min(10, countOf(form.typed, 'basis.references') + 1)
  return (
    <>
      <Boxes
        {...field}
        name="basis.sources"
        label={t('alert.basis.sources')}
        options={sourceKinds.map((value) => ({ value, label: t(`source.${value}`) }))}
      />
      <Choice
        {...field}
        name="basis.confidence"
        label={t('alert.basis.confidence')}
        options={confidences.map((value) => ({ value, label: t(`confidence.${value}`) }))}
        none="–"
      />
      {Array.from({ length: count }, (_, at) => (
        <div class="side">
          <Line
            {...field}
            name={`basis.references.${at}.title`}
            label={`${t('alert.basis.references')}: ${t('console.title')}`}
            maxlength={200}
          />
          <Line {...field} name={`basis.references.${at}.url`} label="https://…" type="url" />
        </div>
      ))}
    </>
  )
}

/** Who answers for it, and where a desk that has questions reaches somebody. */
const People = ({ form, reader: { words } }: Part) => {
  const { t } = words
  const field = { form, words }
  const [signed, reachable] = [t('alert.signatory'), t('alert.follow-up')]
  return (
    <div class="grid">
      <Line {...field} name="signatory.name" label={`${signed}: ${t('console.name')}`} maxlength={120} />
      <Line
        {...field}
        name="signatory.position"
        label={`${signed}: ${t('console.position')}`}
        maxlength={160}
      />
      <Line {...field} name="followUp.name" label={`${reachable}: ${t('console.name')}`} maxlength={120} />
      <Line {...field} name="followUp.phone" label={`${reachable}: ${t('console.phone')}`} maxlength={40} />
      <Line {...field} name="followUp.email" label={`${reachable}: ${t('console.address')}`} type="email" />
    </div>
  )
}

/** When it goes out, and which kinds of organizations are told later. */
const Times = ({ form, reader: { words, timeZone } }: Part) => {
  const { t } = words
  const field = { form, words }
  return (
    <>
      <Line
        {...field}
        name="issueAt"
        type="datetime-local"
        label={t('console.not-before', { zone: timeZone })}
      />
      <fieldset>
        <legend>{t('console.told-later')}</legend>
        <p class="hint">{t('console.told-later.hint')}</p>
        {classes.map((of) => (
          <div class="side">
            <Line
              {...field}
              name={`embargoes.${of}.minutes`}
              type="number"
              label={t('console.minutes-later', { class: t(`class.${of}`) })}
            />
            <Line
              {...field}
              name={`embargoes.${of}.until`}
              type="datetime-local"
              label={t('console.until', { class: t(`class.${of}`), zone: timeZone })}
            />
          </div>
        ))}
      </fieldset>
    </>
  )
}

/** What a duty desk asks of an alert, and what need not be there. */
export const Desk = ({ form, reader }: Part) => {
  const { t } = reader.words
  return (
    <details open={form.faults.length > 0}>
      <summary>{t('console.further')}</summary>
      <Basis form={form} reader={reader} />
      <People form={form} reader={reader} />
      <Choice
        form={form}
        words={reader.words}
        name="handling"
        label={t('alert.handling')}
        options={handling.options.map((value) => ({ value, label: `TLP:${value.toUpperCase()}` }))}
        none="–"
      />
      <Times form={form} reader={reader} />
    </details>
  )
}
