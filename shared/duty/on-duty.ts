import type { Deps } from '../deps.ts'
import { listGrantRows } from '../identity/grants.ts'
import { announce } from '../ledger/announce.ts'
import type { Notification } from '../ledger/notification.ts'
import type { NoticeKey } from '../rendering/mails/notice.ts'
import type { Item } from '../storage/store.ts'

/** Every coordinator. */
const coordinatorContacts = async (deps: Pick<Deps, 'store'>) => {
  const contacts: { organizationId: `org_${string}`; contactId: `con_${string}` }[] = []
  let after: Item | undefined
  do {
    const { items, next } = await listGrantRows(deps.store, { limit: 200, after })
    for (const { kind, status, organizationId, contactId } of items)
      if (kind === 'coordinator' && status === 'confirmed') contacts.push({ organizationId, contactId })
    after = next
  } while (after)
  return contacts
}

/** Whom to tell now of what waits for a coordinator: all of them. */
export const contactsOnDuty = (deps: Pick<Deps, 'store'>) => coordinatorContacts(deps)

export interface Telling {
  /** The id of what it is about. */
  readonly subject: string
  readonly key: NoticeKey
  readonly params: Readonly<Record<string, string>>
  readonly urgent?: boolean
  /** What the link in it is for; without, it has none. */
  readonly opens?: Notification['opens']
  /** Who is not told, having done it themselves. */
  readonly but?: string | undefined | readonly (string | undefined)[]
  /** Who is told besides. */
  readonly and?: Contacts[number]
}

type Contacts = Awaited<ReturnType<typeof coordinatorContacts>>

const tell = (deps: Deps, on: Contacts, telling: Telling) => {
  const { subject, key, params, urgent = false, opens, but, and } = telling
  const all = and && !on.some(({ contactId }) => contactId === and.contactId) ? [and, ...on] : on
  // A notice names a hundred contacts at most; no alliance has more coordinators.
  const contacts = all.filter(({ contactId }) => ![but].flat().includes(contactId)).slice(0, 100)
  if (contacts.length === 0) return undefined
  return announce(deps, {
    kind: 'notice',
    subject,
    urgent,
    recipients: { of: 'contacts', contacts },
    content: { key, params, ...(opens && { action: true }) },
    ...(opens && { opens }),
  })
}

/** A notice to whoever is on duty, for the transaction that gives rise to it; nothing where there is nobody. */
export const tellDuty = async (deps: Deps, telling: Telling) =>
  tell(deps, await contactsOnDuty(deps), telling)

/** A notice to every coordinator, for what must be loud. */
export const tellCoordinators = async (deps: Deps, telling: Telling) =>
  tell(deps, await coordinatorContacts(deps), telling)
