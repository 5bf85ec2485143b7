import { DomainError, invalid, notFound } from '../errors.ts'
import type { CaseStage } from './vocabulary.ts'

export const noSuchCase = () => notFound('case')
export const noSuchHearing = () => notFound('hearing')

export const unknownSituation = () => invalid('is no situation', '#/situationId')

export const noSuchAccused = (at: number) =>
  invalid('is the number of nobody accused', `#/warrants/${at}/against`)

export const notJudgedYet = (at: number) =>
  invalid('can only be said once a court has judged', `#/accused/${at}/outcome`)

export const cannotCome = (from: CaseStage, to: CaseStage) =>
  new DomainError(
    'conflict',
    `A case does not come from ${from} to ${to}. Where it was kept in error, say so by correction.`,
  )

export const tooManyLines = (what: 'stages' | 'hearings' | 'watchers', most: number) =>
  new DomainError('conflict', `A case has at most ${most} ${what}.`)
