import type { Deps } from '../../shared/deps.ts'
import type { SendQuota } from '../../shared/ports/mail.ts'
import { ConditionFailed, type Key } from '../../shared/storage/store.ts'

const table = 'deliveries'

/** Bulk leaves the last fifth of the rate and of the daily quota to emergencies, corrections and sign-in. */
const share = (limit: number, urgent: boolean) => (urgent ? limit : Math.floor(limit * 0.8))

/** How long a mailer believes what the service said of the quota. */
const quotaLife = 30_000

const cautious: SendQuota = { perSecond: 1, per24Hours: -1, sentLast24Hours: 0 }

/** The sending rate of the account, shared by all mailers: one counter for each second. */
export class Rate {
  readonly #deps: Deps
  #quota: SendQuota | undefined
  #asked = 0
  #sentSince = 0
  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** What is left of the day's quota for this kind of mail; endless where there is no quota. */
  async leftToday(urgent: boolean): Promise<number> {
    const { per24Hours, sentLast24Hours } = await this.#current()
    if (per24Hours < 0) return Number.POSITIVE_INFINITY
    return Math.max(0, share(per24Hours, urgent) - Math.ceil(sentLast24Hours) - this.#sentSince)
  }

  /** Takes up to `wanted` slots of a second that has some left, waiting for it if need be. */
  async reserve(wanted: number, urgent: boolean): Promise<number> {
    let ask = wanted
    for (;;) {
      const { perSecond } = await this.#current()
      const most = Math.max(1, Math.floor(share(perSecond, urgent)))
      ask = Math.min(ask, most)
      const now = this.#deps.clock.now().getTime()
      const used = await this.#take(Math.floor(now / 1000), ask, most)
      if (used === undefined) {
        this.#sentSince += ask
        return ask
      }
      ask = Math.min(wanted, most)
      if (used < most) ask = Math.min(ask, most - used)
      else await this.#deps.clock.sleep(1000 - (now % 1000))
    }
  }

  /** Adds to a second's counter; answers what is used already where there was no room. */
  async #take(second: number, ask: number, most: number): Promise<number | undefined> {
    const key: Key = { pk: 'rate', sk: String(second) }
    try {
      await this.#deps.store.write({
        table,
        add: key,
        by: { used: ask },
        atMost: { used: most },
        set: { expiresAt: second + 3600 },
      })
      return undefined
    } catch (error) {
      if (error instanceof ConditionFailed) return error.found?.['used'] as number
      if ((error as Error).name === 'CounterInDoubt') return most
      throw error
    }
  }

  async #current(): Promise<SendQuota> {
    const now = this.#deps.clock.now().getTime()
    if (this.#quota && now - this.#asked < quotaLife) return this.#quota
    try {
      this.#quota = await this.#deps.mail.quota()
      this.#sentSince = 0
      this.#asked = now
    } catch (error) {
      this.#deps.log.warn('The sending quota could not be read', { error: (error as Error).name })
      // The service tells it once a second to all mailers together; until then, as slowly as any account may.
      this.#quota ??= cautious
      this.#asked = now - quotaLife + 2000
    }
    return this.#quota
  }
}
