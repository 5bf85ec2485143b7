/** What can be wrong with a request, said once for the whole house; functions/api maps codes to HTTP. */
export type ErrorCode =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'second-factor-required'
  | 'not-found'
  | 'wrong-method'
  | 'conflict'
  | 'stale'
  | 'too-large'
  | 'wrong-type'
  | 'invalid'
  | 'precondition-required'
  | 'too-fast'

export interface Fault {
  readonly detail: string
  /** JSON pointer into the request body, as in `#/recommendations/0/addressee`. */
  readonly pointer: string
}

/** A refusal that a caller can understand. `detail` is for people and never repeats what they sent. */
export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly code: ErrorCode
  readonly faults: readonly Fault[]
  constructor(code: ErrorCode, detail: string, faults: readonly Fault[] = []) {
    super(detail)
    this.code = code
    this.faults = faults
  }
}

export const notFound = (what: string) =>
  new DomainError('not-found', `There is no such ${what}, or it is not yours to know of.`)

export const staleVersion = (what: string) =>
  new DomainError(
    'stale',
    `This ${what} has changed since you read it. Read it again and repeat your change.`,
  )

export const invalid = (detail: string, pointer: string) =>
  new DomainError('invalid', 'The request does not satisfy a rule.', [{ detail, pointer }])
