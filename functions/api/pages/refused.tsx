import type { DomainError, Fault } from '../../../shared/errors.ts'
import type { Phrases } from '../../../shared/rendering/catalogue.ts'

/** The fields of a form, by name. */
export type Fields = Readonly<Record<string, string>>

/** What was typed and not taken, so that nobody types it twice, and what was wrong with it. */
export interface Refused {
  readonly typed: Fields
  readonly faults: readonly Fault[]
}

export const refusedFor = (error: DomainError, typed: Fields): Refused => ({ typed, faults: error.faults })

const faultsAt = (refused: Refused | undefined, field: string) =>
  (refused?.faults ?? []).filter(
    ({ pointer }) => pointer === `#/${field}` || pointer.startsWith(`#/${field}/`),
  )

/** What tells programs that read aloud that a field was not taken, and where it says why. */
export const marking = (refused: Refused | undefined, field: string) =>
  faultsAt(refused, field).length > 0
    ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${field}-fault` }
    : {}

interface At {
  readonly refused: Refused | undefined
  readonly field: string
  readonly words: Phrases
}

/** Why a field was not taken: that it was not, in the reader's words, and why, in the schema's. */
export const FaultAt = ({ refused, field, words }: At) => {
  const found = faultsAt(refused, field)
  if (found.length === 0) return null
  return (
    <p class="notice" id={`${field}-fault`}>
      {words.t('console.look-again')}{' '}
      <span lang="en" dir="ltr">
        {[...new Set(found.map(({ detail }) => detail))].join('; ')}
      </span>
    </p>
  )
}
