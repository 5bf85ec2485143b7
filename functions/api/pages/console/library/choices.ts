import { itemAudiences, itemKinds } from '../../../../../shared/library/schema.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'

export const kindOptions = ({ t }: Phrases) =>
  itemKinds.map((value) => ({ value, label: t(`library.kind.${value}`) }))

export const audienceOptions = ({ t }: Phrases) =>
  itemAudiences.map((value) => ({ value, label: t(`library.audience.${value}`) }))
