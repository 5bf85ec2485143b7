import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { Boxes, Paragraphs } from './fields.tsx'
import type { Filled } from './form.ts'

interface Outcome {
  readonly form: Filled
  readonly words: Phrases
  /** What the room for a word is called. */
  readonly remark: string
}

/** What became of something that waited for a person, and a word about it. */
export const Outcome = ({ remark, ...field }: Outcome) => {
  const { t } = field.words
  return (
    <>
      <Boxes
        {...field}
        one
        name="outcome"
        label={t('console.task.outcome')}
        options={(['done', 'dismissed'] as const).map((value) => ({
          value,
          label: t(`console.task.${value}`),
        }))}
      />
      <Paragraphs {...field} name="remark" label={remark} rows={3} maxlength={2000} />
    </>
  )
}
