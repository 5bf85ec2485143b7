import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { Boxes } from '../shell/fields.tsx'
import type { Filled } from '../shell/form.ts'

interface OpenTo {
  readonly form: Filled
  readonly words: Phrases
  readonly label: string
}

/** Whether what a coalition does is for those inside it, or for every member. */
export const OpenTo = ({ label, ...field }: OpenTo) => (
  <Boxes
    {...field}
    one
    name="openTo"
    label={label}
    options={(['coalition', 'members'] as const).map((value) => ({
      value,
      label: field.words.t(`advocacy.open-to.${value}`),
    }))}
  />
)
