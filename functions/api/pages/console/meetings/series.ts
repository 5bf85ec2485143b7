import type { Meeting } from '../../../../../shared/meetings/schema.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'

/** Whether it is a series, of how many, or one of a series; of a single meeting nothing. */
export const seriesWords = ({ recurrence, occurrence }: Meeting, { t }: Phrases) => {
  if (recurrence) return t('console.series', { count: String(recurrence.count) })
  return occurrence ? t('console.one-of-series') : undefined
}
