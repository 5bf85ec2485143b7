import { briefingInput, confidentialities } from '../../../../../shared/advocacy/briefings/schema.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'

export const howOptions = ({ t }: Phrases) =>
  briefingInput.shape.how.options.map((value) => ({ value, label: t(`console.briefing.how.${value}`) }))

export const readerOptions = ({ t }: Phrases) =>
  confidentialities.map((value) => ({ value, label: t(`console.briefing.for.${value}`) }))
