import { DomainError, type Fault } from '../../errors.ts'

export const wrongColumns = (faults: readonly Fault[]) =>
  new DomainError(
    'invalid',
    `The columns are not those of a roster: ${faults.map(({ detail }) => detail).join('; ')}.`,
    faults,
  )

export const tooManyRows = (maximum: number) =>
  new DomainError(
    'too-large',
    `A file has at most ${maximum} rows. Divide it; importing rows again does no harm.`,
  )
