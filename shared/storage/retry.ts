/** Errors after which the same request may simply be made again. */
const transient = new Set([
  'ThrottlingException',
  'ThrottlingError',
  'Throttling',
  'ProvisionedThroughputExceededException',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'TransactionConflictException',
  'TransactionConflict',
  'TransactionInProgressException',
])

/** Errors after which nobody knows whether the request was carried out. */
const ambiguous = new Set([
  'InternalServerError',
  'ServiceUnavailable',
  'TimeoutError',
  'RequestTimeout',
  'NetworkingError',
])

interface ServiceFailure {
  name?: string
  code?: string
  $metadata?: { httpStatusCode?: number }
  CancellationReasons?: { Code?: string; Message?: string; Item?: Record<string, unknown> }[]
}

export const cancellationReasons = (error: unknown) => (error as ServiceFailure).CancellationReasons ?? []

export const isTransientCode = (code: string | undefined) =>
  code !== undefined && (transient.has(code) || ambiguous.has(code))

/** A lost answer: the write may have happened. */
export const isAmbiguous = (error: unknown) => {
  const { name = '', code = '', $metadata } = error as ServiceFailure
  return ambiguous.has(name) || /^E(CONN|PIPE|TIMEDOUT)/.test(code) || ($metadata?.httpStatusCode ?? 0) >= 500
}

const isTransient = (error: unknown) => {
  const reasons = cancellationReasons(error)
  if (reasons.length > 0) {
    const codes = reasons.map(({ Code }) => Code).filter((code) => code !== undefined && code !== 'None')
    return codes.length > 0 && codes.every((code) => isTransientCode(code))
  }
  return transient.has((error as ServiceFailure).name ?? '') || isAmbiguous(error)
}

export interface Patience {
  readonly attempts: number
  readonly sleep: (milliseconds: number) => Promise<void>
  readonly random: () => number
}

/** Full jitter between nothing and 50 ms doubled at each attempt, at most 2 s. */
export const pause = (patience: Patience, attempt: number) =>
  patience.sleep(patience.random() * Math.min(2000, 50 * 2 ** attempt))

/** Makes a request until it is answered for good; `attempt` counts from 0. */
export const persist = async <T>(
  patience: Patience,
  request: (attempt: number) => Promise<T>,
): Promise<T> => {
  for (let attempt = 0; ; attempt++) {
    try {
      return await request(attempt)
    } catch (error) {
      if (attempt + 1 >= patience.attempts || !isTransient(error)) throw error
      await pause(patience, attempt)
    }
  }
}
