import {
  courtKinds,
  outcomes,
  stagesOfCase,
  warrantKinds,
  warrantStates,
} from '../../../../../shared/justice/vocabulary.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'

export const stageOptions = ({ t }: Phrases) =>
  stagesOfCase.map((value) => ({ value, label: t(`case.stage.${value}`) }))

export const courtOptions = ({ t }: Phrases) =>
  courtKinds.map((value) => ({ value, label: t(`case.court.${value}`) }))

export const outcomeOptions = ({ t }: Phrases) =>
  outcomes.map((value) => ({ value, label: t(`case.standing.${value}`) }))

export const warrantOptions = ({ t }: Phrases) =>
  warrantKinds.map((value) => ({ value, label: t(`case.warrant.${value}`) }))

export const warrantStateOptions = ({ t }: Phrases) =>
  warrantStates.map((value) => ({ value, label: t(`case.warrant.state.${value}`) }))
