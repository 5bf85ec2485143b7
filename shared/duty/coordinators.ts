import type { Deps } from '../deps.ts'
import { listGrantRows } from '../identity/grants.ts'
import type { Item } from '../storage/store.ts'

export interface OnDuty {
  readonly organizationId: `org_${string}`
  readonly contactId: `con_${string}`
}

/** Every coordinator. */
export const coordinatorContacts = async (deps: Pick<Deps, 'store'>): Promise<OnDuty[]> => {
  const contacts: OnDuty[] = []
  let after: Item | undefined
  do {
    const { items, next } = await listGrantRows(deps.store, { limit: 200, after })
    for (const { kind, status, organizationId, contactId } of items)
      if (kind === 'coordinator' && status === 'confirmed') contacts.push({ organizationId, contactId })
    after = next
  } while (after)
  return contacts
}
