import { everyItem } from '../../storage/pages.ts'
import type { Action, Store } from '../../storage/store.ts'
import { foldAddress } from '../../text.ts'
import { applications, applicationsOf } from './repository.ts'

/** Takes away what was asked from an address and decided; what is held still waits for its answer. */
export const removeApplicationsFrom = async (store: Store, email: string): Promise<Action[]> => {
  const decided = await Promise.all(
    (['invited', 'declined'] as const).map((status) =>
      everyItem(({ limit, after }) =>
        applications.page(store, { partition: applicationsOf(status), limit, ...(after && { after }) }),
      ),
    ),
  )
  const theirs = decided.flat().filter((each) => foldAddress(each.email) === foldAddress(email))
  // Whatever a transaction does not hold goes when it is asked for again.
  return theirs.slice(0, 10).flatMap(applications.remove)
}
