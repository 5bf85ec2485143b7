export const faults = [
  'not-an-export',
  'unknown-version',
  'truncated',
  'tampered',
  'another-file',
  'unknown-kind',
  'not-empty',
  'half-imported',
  'key-id-taken',
  'missing-file',
  'altered-file',
  'no-place',
  'not-allowed',
] as const
export type Fault = (typeof faults)[number]

/** Why nothing was taken out or put in, by name; for whoever runs the command. */
export class TakeoutError extends Error {
  override readonly name = 'TakeoutError'
  readonly fault: Fault
  constructor(fault: Fault, message: string) {
    super(`${fault}: ${message}`)
    this.fault = fault
  }
}
