import type { Deps } from '../deps.ts'
import { askForEnrolmentCode } from '../identity/factors/enrol.ts'
import { factorsOf, hasFactor } from '../identity/factors/repository.ts'
import { isHeld, listGrantRows } from '../identity/grants.ts'
import type { Item } from '../storage/store.ts'

export interface HandedOver {
  readonly organizationId: string
  readonly contactId: string
  readonly code: string
}

type Around = Pick<Deps, 'store' | 'clock'>

async function* holders({ store }: Around) {
  const seen = new Set<string>()
  let after: Item | undefined
  do {
    const { items, next } = await listGrantRows(store, { limit: 100, after })
    for (const grant of items)
      if (isHeld(grant) && !seen.has(grant.contactId)) {
        seen.add(grant.contactId)
        yield grant
      }
    after = next
  } while (after)
}

/**
 * Second factors do not travel, and a mailbox alone registers none: whoever holds a grant and has nothing registered
 * gets a code, to be handed over by another way than mail. Asked again, it makes new codes in the place of the old.
 */
export const enrolmentCodes = async (deps: Around): Promise<HandedOver[]> => {
  const codes: HandedOver[] = []
  for await (const { organizationId, contactId } of holders(deps)) {
    const before = await factorsOf(deps.store, { organizationId, contactId })
    if (hasFactor(before)) continue
    const { code, action } = askForEnrolmentCode(deps, before)
    await deps.store.write(action)
    codes.push({ organizationId, contactId, code })
  }
  return codes
}
