import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { Faults, type Option } from './fields.tsx'
import { type Filled, faultsIn, valuesOf } from './form.ts'

interface Several {
  readonly form: Filled
  readonly words: Phrases
  readonly name: string
  readonly label: string
  readonly options: readonly Option[]
}

/** Any number of many: a list takes less room than a box for each. */
export const Several = ({ form, words, name, label, options }: Several) => {
  const id = name.replaceAll('.', '-')
  const isWrong = faultsIn(form, name).length > 0
  const chosen = valuesOf(form.typed, name)
  return (
    <div>
      <label for={id}>{label}</label>
      <select
        id={id}
        name={name}
        multiple
        size={10}
        aria-describedby={isWrong ? `${id}-fault` : undefined}
        aria-invalid={isWrong ? 'true' : undefined}
      >
        {options.map((option) => (
          <option value={option.value} selected={chosen.includes(option.value)}>
            {option.label}
          </option>
        ))}
      </select>
      <Faults form={form} words={words} name={name} />
    </div>
  )
}
