import type { Key } from '../storage/store.ts'
import type { Case, StageEntry } from './schema.ts'
import type { CaseStage } from './vocabulary.ts'

export interface CaseFilter {
  readonly situationId?: string | undefined
  readonly court?: Case['court']['kind'] | undefined
  readonly stage?: CaseStage | undefined
}

const list = (of: string, stage?: string) => (stage ? `cases#${of}#${stage}` : `cases#${of}`)

export const publicCases = list('public')

/** The lists of a case, each by the latest change: of all, of its situation, of its kind of court, each also by stage. */
export const listKeys = ({ id, situationId, court, stage, visibility, updatedAt }: Case): Key[] => {
  const sk = `${updatedAt}#${id}`
  return ['all', `court#${court.kind}`, ...(situationId ? [`situation#${situationId}`] : [])]
    .flatMap((of) => [list(of), list(of, stage)])
    .concat(visibility === 'public' ? publicCases : [])
    .map((pk) => ({ pk, sk }))
}

/** The one list that answers a filter; of situation and court only one can be asked for. */
export const listOfCases = ({ situationId, court, stage }: CaseFilter) => {
  if (situationId) return list(`situation#${situationId}`, stage)
  return list(court ? `court#${court}` : 'all', stage)
}

export const stagePrefix = 'stage#'

export const stageKey = ({ id, version }: Pick<Case, 'id' | 'version'>, { at }: StageEntry): Key => ({
  pk: id,
  sk: `${stagePrefix}${at}#${String(version).padStart(9, '0')}`,
})

export const watcherPrefix = 'watcher#'

export const watcherKey = (caseId: string, contactId: string): Key => ({
  pk: caseId,
  sk: `${watcherPrefix}${contactId}`,
})
