import { DomainError, type ErrorCode } from '../../../../../shared/errors.ts'

const notForThem: readonly ErrorCode[] = ['not-found', 'forbidden']

/** A part of a page that is not there, or not for its reader, stays away; whatever else fails fails the page. */
export const orNone = (error: unknown): undefined => {
  if (!(error instanceof DomainError) || !notForThem.includes(error.code)) throw error
}
