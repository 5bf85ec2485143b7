/** A refusal in SES's own words: the code is what its clients show as the error's name. */
export class SesError extends Error {
  override readonly name = 'SesError'
  readonly code: string
  readonly status: number
  constructor(code: string, message: string, status = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}

export const invalid = (message: string) => new SesError('InvalidParameterValue', message)
