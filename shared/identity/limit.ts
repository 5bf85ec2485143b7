import type { Deps } from '../deps.ts'
import type { Action } from '../storage/store.ts'

const table = 'integrations'

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
  /** Of one network for one address: whoever knows an address uses up what is their own, not what its owner asks for. */
  asksOfSourceForAddress: { name: 'sign-in-source-address', most: 5, seconds: quarter },
  /** From all networks: as many as a mailbox can bear. The link of each works for half an hour, so none is locked out by it. */
  asksForAddress: { name: 'sign-in-address', most: 15, seconds: quarter },
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
  /** Of one session, whatever the codes are: nobody uses up the tries of another session. */
  appCodes: { name: 'app-codes', most: 10, seconds: quarter },
  /** Of one person, in all sessions: after that, a code counts only with the one that follows it. */
  wrongAppCodes: { name: 'wrong-app-codes', most: 10, seconds: 7 * day },
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

type Counting = Pick<Deps, 'store' | 'clock' | 'keys'>

const rowOf = (deps: Counting, { name, seconds }: Limit, who: string) => {
  const window = Math.floor(deps.clock.now().getTime() / 1000 / seconds)
  const key = { pk: `limit#${name}#${pseudonymOf(deps, who)}#${window}`, sk: 'limit' }
  return { key, expiresAt: (window + 1) * seconds }
}

class Exhausted extends Error {}

/** Counts once more, in a window of fixed ends, and says whether it is still within the limit. Exact under concurrency. */
export const within = async (deps: Counting, limit: Limit, who: string): Promise<boolean> => {
  const { key, expiresAt } = rowOf(deps, limit, who)
  try {
    await deps.store.write({
      table,
      add: key,
      by: { count: 1 },
      atMost: { count: limit.most },
      set: { expiresAt },
      orElse: () => new Exhausted(),
    })
    return true
  } catch (error) {
    if (error instanceof Exhausted) return false
    throw error
  }
}

/** The write that takes a counting back, once it has turned out to be none of those that are limited. */
export const uncounted = (deps: Counting, limit: Limit, who: string): Action => {
  const { key, expiresAt } = rowOf(deps, limit, who)
  return { table, add: key, by: { count: -1 }, set: { expiresAt } }
}

/** Whether the next one would not be within the limit. */
export const isUsedUp = async (deps: Counting, limit: Limit, who: string): Promise<boolean> => {
  const row = await deps.store.get(table, rowOf(deps, limit, who).key)
  return Number(row?.['count'] ?? 0) >= limit.most
}
