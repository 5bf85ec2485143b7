import * as z from 'zod'

export const courtKinds = ['icc', 'universal-jurisdiction', 'special-court'] as const

export const stagesOfCase = [
  'communication',
  'preliminary-examination',
  'investigation',
  'warrant-or-summons',
  'confirmation',
  'trial',
  'judgment',
  'appeal',
  'sentence',
  'reparations',
  'closed',
] as const

export const caseStage = z.enum(stagesOfCase).meta({ id: 'CaseStage' })
export type CaseStage = z.infer<typeof caseStage>

/** Each stage, and from where a court comes to it: courts skip stages, send cases back, and reopen them. */
export const reachableFrom: Readonly<Record<CaseStage, readonly CaseStage[]>> = {
  communication: [],
  'preliminary-examination': ['communication', 'closed'],
  investigation: ['communication', 'preliminary-examination', 'warrant-or-summons', 'confirmation', 'closed'],
  'warrant-or-summons': ['preliminary-examination', 'investigation', 'closed'],
  confirmation: ['investigation', 'warrant-or-summons'],
  trial: ['investigation', 'warrant-or-summons', 'confirmation', 'judgment', 'appeal', 'sentence'],
  judgment: ['trial', 'appeal'],
  appeal: ['judgment', 'sentence'],
  sentence: ['judgment', 'appeal'],
  reparations: ['judgment', 'appeal', 'sentence'],
  closed: stagesOfCase.filter((stage) => stage !== 'closed'),
}

const beforeJudgment: readonly CaseStage[] = stagesOfCase.slice(0, stagesOfCase.indexOf('judgment'))

/** Whether a court has judged, when a case that was judged or not before comes to a stage; a retrial begins anew. */
export const isJudgedAt = (stage: CaseStage, before: boolean) => {
  if (stage === 'closed') return before
  return !beforeJudgment.includes(stage)
}

export const outcomes = ['convicted', 'acquitted', 'discontinued'] as const
export const warrantKinds = ['warrant', 'summons'] as const
export const warrantStates = ['outstanding', 'executed', 'withdrawn', 'lapsed'] as const
