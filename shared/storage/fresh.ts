import { DomainError, staleVersion } from '../errors.ts'

/**
 * Loads, decides and writes again while somebody else writes in between; for changes that are right whatever
 * the version, so that only a caller who named one hears that it is stale.
 */
export const onFreshRead = async <T>(work: () => Promise<T>, attempts = 8): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= attempts || !(error instanceof DomainError) || error.code !== 'stale') throw error
    }
  }
}

/** Refuses a change that was decided on another version than the one at hand. */
export const requireVersion = (noun: string, record: { version: number }, expected: number | undefined) => {
  if (expected !== undefined && expected !== record.version) throw staleVersion(noun)
}
