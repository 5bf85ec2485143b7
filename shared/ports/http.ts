/** What came back: the status, how long to wait if it says so, and the beginning of the body. */
export interface Answer {
  readonly status: number
  readonly retryAfter: string | undefined
  readonly body: string
}

/** Why there was no answer. `blocked`: the address is of a special range, so nothing was sent. */
export const callFailures = ['blocked', 'unknown-host', 'refused', 'tls', 'timeout', 'broken-off'] as const
export type CallFailure = (typeof callFailures)[number]

export class CallFailed extends Error {
  override readonly name = 'CallFailed'
  readonly failure: CallFailure
  constructor(failure: CallFailure) {
    super(`A call failed: ${failure}`)
    this.failure = failure
  }
}

interface Call {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The one way out to addresses that others have given us. */
export interface GuardedHttp {
  /** Posts, and follows nothing. Throws `CallFailed` where there is no answer. */
  post(call: Call): Promise<Answer>
}
