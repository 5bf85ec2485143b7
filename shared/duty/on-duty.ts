import type { Deps } from '../deps.ts'
import { announce, nothingTold, type Told } from '../ledger/announce.ts'
import type { Notification } from '../ledger/notification.ts'
import { findOrganizations } from '../organizations/repository.ts'
import type { NoticeKey } from '../rendering/mails/notice.ts'
import { getSettings } from '../settings/repository.ts'
import type { Settings } from '../settings/schema.ts'
import { coordinatorContacts, type OnDuty } from './coordinators.ts'
import { onShift } from './rota.ts'

/** Those of the coordinators whose shift it is and whose address works, in the order of the rota. */
export const reachableOnShift = async (
  deps: Pick<Deps, 'store' | 'clock'>,
  coordinators: readonly OnDuty[],
  shifts: Settings['duty']['shifts'],
): Promise<OnDuty[]> => {
  const onDuty = onShift(shifts, deps.clock.now()).flatMap((id) =>
    coordinators.filter(({ contactId }) => contactId === id),
  )
  const organizations = await findOrganizations(
    deps.store,
    onDuty.map(({ organizationId }) => organizationId),
  )
  const contacts = organizations.flatMap((organization) => organization.contacts)
  const isReached = ({ contactId }: OnDuty) =>
    contacts.some(({ id, suppressed }) => id === contactId && !suppressed)
  return onDuty.filter(isReached)
}

/** Whom to tell now of what waits for a coordinator: whose shift it is; all of them where it is nobody's. */
export const contactsOnDuty = async (deps: Pick<Deps, 'store' | 'clock'>): Promise<OnDuty[]> => {
  const [coordinators, { duty }] = await Promise.all([coordinatorContacts(deps), getSettings(deps.store)])
  const onDuty = await reachableOnShift(deps, coordinators, duty.shifts)
  return onDuty.length > 0 ? onDuty : coordinators
}

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
  readonly and?: OnDuty
}

const tell = (deps: Pick<Deps, 'clock' | 'ids'>, on: readonly OnDuty[], telling: Telling): Told => {
  const { subject, key, params, urgent = false, opens, but, and } = telling
  const all = and && !on.some(({ contactId }) => contactId === and.contactId) ? [and, ...on] : on
  // A notice names a hundred contacts at most; no alliance has more coordinators.
  const contacts = all.filter(({ contactId }) => ![but].flat().includes(contactId)).slice(0, 100)
  if (contacts.length === 0) return nothingTold
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
export const tellCoordinators = async (deps: Pick<Deps, 'store' | 'clock' | 'ids'>, telling: Telling) =>
  tell(deps, await coordinatorContacts(deps), telling)
