import type { Child } from 'hono/jsx'
import type { Key, Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { crimeOptions } from '../shell/choices.ts'
import { Choice, Faults, Line } from '../shell/fields.tsx'
import { type Filled, valueIn } from '../shell/form.ts'
import { countOf } from '../shell/rows.ts'
import { outcomeOptions, warrantOptions, warrantStateOptions } from './choices.ts'

/** As many of each as a case may have. */
const most = 50

export interface Field {
  readonly form: Filled
  readonly words: Phrases
}

interface Rows extends Field {
  readonly group: string
  readonly label: Key
  readonly hint?: string
  readonly most: number
  readonly row: (name: (field: string) => string, at: number) => Child
}

/** As many rows as there are, and room for two more. */
export const Rows = ({ group, label, hint, most, row, ...field }: Rows) => (
  <fieldset>
    <legend>{field.words.t(label)}</legend>
    {hint && <p class="hint">{hint}</p>}
    {Array.from({ length: Math.min(most, countOf(field.form.typed, group) + 2) }, (_, at) => (
      <div class="few">{row((name) => `${group}.${at}.${name}`, at)}</div>
    ))}
    {field.form.faults.some(({ pointer }) => pointer === `#/${group}`) && <Faults {...field} name={group} />}
  </fieldset>
)

export const SourceFields = ({ name, ...field }: Field & { name: (field: string) => string }) => {
  const { t } = field.words
  return (
    <>
      <Line {...field} name={name('title')} label={t('console.source')} maxlength={200} />
      <Line {...field} name={name('url')} type="url" label={t('console.web')} />
      <Line {...field} name={name('date')} type="date" label={t('console.when')} />
    </>
  )
}

/** Each has a number that warrants go by, which stays theirs; who comes new gets one that is above all others. */
const numberAt = ({ typed }: Filled, at: number) => {
  const numberIn = (row: number) => Number(valueIn(typed, `accused.${row}.number`)) || 0
  if (numberIn(at) > 0) return numberIn(at)
  const taken = Array.from({ length: countOf(typed, 'accused') }, (_, row) => numberIn(row))
  const highest = Math.max(0, ...taken)
  const free = Array.from({ length: most }, (_, each) => each + 1).filter((each) => !taken.includes(each))
  const above = free.filter((each) => each > highest)
  // Only where the numbers have run out does one come back.
  const next = [...above, ...free.filter((each) => each < highest)]
  return next[at - taken.filter(Boolean).length] ?? at + 1
}

export const AccusedRows = (field: Field) => {
  const { form, words } = field
  const { t } = words
  return (
    <Rows
      {...field}
      group="accused"
      label="case.accused"
      hint={t('console.case.accused.hint')}
      most={most}
      row={(name, at) => (
        <>
          <input type="hidden" name={name('number')} value={String(numberAt(form, at))} />
          <Line
            {...field}
            name={name('name')}
            label={t('console.case.accused-number', { number: String(numberAt(form, at)) })}
            maxlength={200}
          />
          <Choice
            {...field}
            name={name('outcome')}
            label={t('console.case.outcome')}
            options={outcomeOptions(words)}
            none="–"
          />
        </>
      )}
    />
  )
}

export const ChargeRows = (field: Field) => {
  const { t } = field.words
  return (
    <Rows
      {...field}
      group="charges"
      label="case.charges"
      most={50}
      row={(name) => (
        <>
          <Choice
            {...field}
            name={name('crime')}
            label={t('alert.crimes')}
            options={crimeOptions(field.words)}
            none="–"
          />
          <Line {...field} name={name('text')} label={t('console.case.charge')} maxlength={500} />
        </>
      )}
    />
  )
}

export const WarrantRows = (field: Field) => {
  const { form, words } = field
  const { t } = words
  const accused = Array.from({ length: Math.min(most, countOf(form.typed, 'accused') + 2) }, (_, at) => {
    const number = String(numberAt(form, at))
    return { value: number, label: `${number} ${valueIn(form.typed, `accused.${at}.name`)}`.trim() }
  })
  return (
    <Rows
      {...field}
      group="warrants"
      label="case.warrants"
      most={50}
      row={(name) => (
        <>
          <Choice
            {...field}
            name={name('kind')}
            label={t('console.case.kind')}
            options={warrantOptions(words)}
            none="–"
          />
          <Choice
            {...field}
            name={name('against')}
            label={t('console.case.against')}
            options={accused}
            none="–"
          />
          <Choice
            {...field}
            name={name('state')}
            label={t('console.state')}
            options={warrantStateOptions(words)}
            none="–"
          />
          <Line {...field} name={name('on')} type="date" label={t('console.case.since')} />
          <SourceFields {...field} name={(of) => name(`source.${of}`)} />
        </>
      )}
    />
  )
}
