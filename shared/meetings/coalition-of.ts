import { findCoalition } from '../coalitions/repository.ts'
import type { Coalition } from '../coalitions/schema.ts'
import type { Store } from '../storage/store.ts'
import type { Meeting } from './schema.ts'

/** The coalition that a meeting or a poll is of; none where it is of the whole alliance. */
export const coalitionOf = async (
  store: Store,
  { coalitionId }: Pick<Meeting, 'coalitionId'>,
): Promise<Coalition | undefined> => (coalitionId ? findCoalition(store, coalitionId) : undefined)
