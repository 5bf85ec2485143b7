import { DomainError, invalid } from '../../errors.ts'

export const notOffered = () =>
  invalid('is not among the answers that this organization may give', '#/answer')

export const answeredTooOften = () =>
  new DomainError('too-fast', 'This answer has changed too often in the last hour.')
