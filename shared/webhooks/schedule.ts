const minute = 60
const hour = 60 * minute

/** Seconds before each attempt, after the one before it: the schedule that Standard Webhooks 1.0.0 recommends. */
export const waits = [
  0,
  5,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const

export const maximumAttempts = waits.length

const longestWait = 24 * hour

/** Seconds that a `Retry-After` asks for, as seconds or as a date, at most a day; nothing where it is neither. */
export const secondsAsked = (retryAfter: string | undefined, now: Date): number | undefined => {
  const text = retryAfter?.trim() ?? ''
  const seconds = /^\d{1,9}$/.test(text)
    ? Number(text)
    : / GMT$/.test(text)
      ? Math.ceil((Date.parse(text) - now.getTime()) / 1000)
      : Number.NaN
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(0, seconds), longestWait)
}

/** Statuses by which an endpoint, or what stands before it, says that it is too much. */
const overloaded: readonly (number | undefined)[] = [429, 502, 504]

interface Failure {
  readonly status?: number | undefined
  readonly failure?: string | undefined
  readonly asked: number | undefined
}

/** Seconds for which the whole endpoint is left in peace, so that it drags nobody else down. */
export const restAfter = ({ status, failure, asked }: Failure): number | undefined =>
  asked ?? (overloaded.includes(status) || failure === 'timeout' ? minute : undefined)

/**
 * Seconds until the next attempt after attempt number `made`, or nothing when that was the last. An overloaded
 * endpoint skips a step. `jitter`, from 0 up to 1, adds up to a tenth.
 */
export const waitAfter = (made: number, jitter: number, failed: Failure): number | undefined => {
  if (made >= maximumAttempts) return undefined
  const step = waits[Math.min(made + (overloaded.includes(failed.status) ? 1 : 0), maximumAttempts - 1)]!
  return Math.max(Math.round(step * (1 + jitter / 10)), failed.asked ?? 0)
}
