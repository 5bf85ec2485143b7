import type { Deps } from '../deps.ts'

/** How often something may happen to one of a kind within a stretch of time. */
export interface Limit {
  readonly name: string
  readonly most: number
  readonly seconds: number
}

const quarter = 15 * 60
const day = 86_400

export const limits = {
  asksOfSource: { name: 'sign-in-source', most: 30, seconds: quarter },
  asksForAddress: { name: 'sign-in-address', most: 5, seconds: quarter },
  codesOfSource: { name: 'code-source', most: 30, seconds: quarter },
  /** However many mails are asked for, so few guesses a day are worth nothing against a million codes. */
  codesForAddress: { name: 'code-address', most: 20, seconds: day },
  /** Of one contact, or of one network at the public page. */
  reportsOfSource: { name: 'report-source', most: 10, seconds: quarter },
  /** Of one network, in an hour; and of all, in a day, so that no flood buries what else waits. */
  applicationsOfSource: { name: 'application-source', most: 5, seconds: 3600 },
  applications: { name: 'applications', most: 200, seconds: day },
  applicationsTold: { name: 'applications-told', most: 1, seconds: 3600 },
  /** Of one hub: more is no alarm but a fault, or an attack in its name. */
  messagesOfHub: { name: 'hub-messages', most: 120, seconds: quarter },
  codesForSignIn: { name: 'code-sign-in', most: 5, seconds: 10 * day },
  /** Of the million codes of an authenticator three count at a time. */
  factorTries: { name: 'factor', most: 10, seconds: quarter },
  factorTriesADay: { name: 'factor-day', most: 100, seconds: day },
  /** Of one session: what a passkey answers is not guessed, but costs. */
  challenges: { name: 'challenge', most: 30, seconds: quarter },
  recoveryTries: { name: 'recovery', most: 30, seconds: quarter },
} as const satisfies Record<string, Limit>

/** What stands for an address or a network source in rows that need only tell one from another. */
export const pseudonymOf = ({ keys }: Pick<Deps, 'keys'>, what: string, keyId = keys.current) =>
  Buffer.from(keys.sign('pseudonym', what, keyId).subarray(0, 15)).toString('base64url')

/** All that may stand for it in rows that outlive a rotation of the keys, the newest first. */
export const pseudonymsOf = (deps: Pick<Deps, 'keys'>, what: string): string[] => {
  const { current, keyIds } = deps.keys
  return [current, ...keyIds.filter((id) => id !== current)].map((id) => pseudonymOf(deps, what, id))
}

class Exhausted extends Error {}

/** Counts once more, in a window of fixed ends, and says whether it is still within the limit. Exact under concurrency. */
export const within = async (
  deps: Pick<Deps, 'store' | 'clock' | 'keys'>,
  limit: Limit,
  who: string,
): Promise<boolean> => {
  const window = Math.floor(deps.clock.now().getTime() / 1000 / limit.seconds)
  try {
    await deps.store.write({
      table: 'integrations',
      add: { pk: `limit#${limit.name}#${pseudonymOf(deps, who)}#${window}`, sk: 'limit' },
      by: { count: 1 },
      atMost: { count: limit.most },
      set: { expiresAt: (window + 1) * limit.seconds },
      orElse: () => new Exhausted(),
    })
    return true
  } catch (error) {
    if (error instanceof Exhausted) return false
    throw error
  }
}
