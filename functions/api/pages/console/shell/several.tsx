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

/** What is chosen already is offered as well, though the list was too long to hold it: else it would be lost on saving. */
export const withChosen = (options: readonly Option[], chosen: readonly string[]): readonly Option[] => [
  ...options,
  ...chosen
    .filter((value) => value && !options.some((option) => option.value === value))
    .map((value) => ({ value, label: value })),
]

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
        {withChosen(options, chosen).map((option) => (
          <option value={option.value} selected={chosen.includes(option.value)}>
            {option.label}
          </option>
        ))}
      </select>
      <Faults form={form} words={words} name={name} />
    </div>
  )
}
