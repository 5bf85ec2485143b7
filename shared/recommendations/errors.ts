import { DomainError, invalid } from '../errors.ts'
import type { RecommendationState } from './schema.ts'

export const cannotBecome = (from: RecommendationState, to: RecommendationState) =>
  new DomainError('conflict', `A recommendation that is ${from} cannot become ${to}.`)

export const needsToBeShown = (state: RecommendationState) =>
  invalid(`is needed to call a recommendation ${state}`, '#/evidence')

export const reviewInThePast = () => invalid('is in the past', '#/reviewAt')

export const reviewTooFar = () => invalid('is more than ten years ahead', '#/reviewAt')

export const historyIsFull = () =>
  new DomainError('conflict', 'This recommendation has changed too often to be changed again.')
