import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { Boxes, Line } from '../shell/fields.tsx'
import { type Filled, filled, type Typed, valueIn } from '../shell/form.ts'

const kinds = ['online', 'in-person', 'hybrid'] as const

/** Where one meets: of its two fields, the kind says which count. */
export const Where = (field: { form: Filled; words: Phrases }) => {
  const { t } = field.words
  return (
    <>
      <Boxes
        {...field}
        one
        name="location.kind"
        label={t('meeting.where')}
        options={kinds.map((value) => ({ value, label: t(`console.${value}`) }))}
      />
      <Line {...field} name="location.url" type="url" label={t('meeting.online')} />
      <Line {...field} name="location.address" label={t('meeting.where')} maxlength={300} />
    </>
  )
}

export const locationIn = (typed: Typed) => {
  const kind = valueIn(typed, 'location.kind')
  const url = kind === 'in-person' ? undefined : valueIn(typed, 'location.url')
  const address = kind === 'online' ? undefined : valueIn(typed, 'location.address')
  return filled({ kind, url, address })
}
