import { type Settings, settingsChange } from '../../../../../shared/settings/schema.ts'
import { levels } from '../../../../../shared/situations/vocabulary.ts'
import type { Reader } from '../../../http/reader.ts'
import { Line } from '../shell/fields.tsx'
import { type Filled, parsed, type Typed, valueIn } from '../shell/form.ts'

/** Steps of an escalation, one after the other. */
export const waits = ['remindAfter', 'passOnAfter', 'handOverAfter'] as const

export const typedOf = ({ approvals, holdSeconds, escalation }: Settings): Typed => ({
  ...Object.fromEntries(
    levels.flatMap((level) => [
      [`approvals.${level}`, [String(approvals[level])]],
      ...waits.map((wait) => [`escalation.${level}.${wait}`, [String(escalation[level][wait])]]),
    ]),
  ),
  holdSeconds: [String(holdSeconds)],
})

/** How many approve, how long an alert waits, and when the silent are reminded. */
export const Approvals = ({ form, reader: { words } }: { form: Filled; reader: Reader }) => {
  const { t } = words
  const field = { form, words, type: 'number' as const, required: true }
  return (
    <>
      <h2>{t('console.approvals')}</h2>
      <p class="hint">{t('console.approvals.hint')}</p>
      <div class="grid">
        {levels.map((level) => (
          <Line {...field} name={`approvals.${level}`} label={t(`level.${level}`)} />
        ))}
      </div>
      <Line {...field} name="holdSeconds" label={t('console.hold')} hint={t('console.hold.hint')} />
      <h2>{t('console.escalation')}</h2>
      <p class="hint">{t('console.escalation.hint')}</p>
      {levels.map((level) => (
        <fieldset>
          <legend>{t(`level.${level}`)}</legend>
          <div class="grid">
            {waits.map((wait) => (
              <Line {...field} name={`escalation.${level}.${wait}`} label={t(`console.escalation.${wait}`)} />
            ))}
          </div>
        </fieldset>
      ))}
    </>
  )
}

const numbersIn = <N extends string>(typed: Typed, prefix: string, names: readonly N[]) =>
  Object.fromEntries(names.map((name) => [name, Number(valueIn(typed, `${prefix}.${name}`))]))

export const changeIn = (typed: Typed) =>
  parsed(settingsChange, {
    approvals: numbersIn(typed, 'approvals', levels),
    holdSeconds: Number(valueIn(typed, 'holdSeconds')),
    escalation: Object.fromEntries(
      levels.map((level) => [level, numbersIn(typed, `escalation.${level}`, waits)]),
    ),
  })
