import { type Actor, stampOf } from '../../access/actor.ts'
import { schedule } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import { tellCoordinators } from '../../duty/on-duty.ts'
import { forCoordinators, forMembers, record } from '../../events/record.ts'
import type { EventType } from '../../events/schema.ts'
import { holdsAny } from '../../identity/holders.ts'
import { announce, nothingTold, type Told, toldTogether } from '../../ledger/announce.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { secured } from '../contact-of.ts'
import { alreadyAbsent, grantsHeldThere } from '../errors.ts'
import { getOrganization, replaceOrganization } from '../repository.ts'
import type { Organization } from '../schema.ts'
import { followAbsence } from './follow.ts'

type Key = 'membership-ended' | 'membership-restored'

/** Who can be reached there hears of it, though nothing else is mailed to them; and so do all coordinators. */
export const tellOfStatus = async (
  deps: Deps,
  actor: Actor,
  { id, name, contacts }: Organization,
  key: Key,
): Promise<Told> => {
  const params = { organization: name }
  const reached = contacts.filter(({ suppressed }) => !suppressed)
  const there =
    reached.length > 0
      ? announce(deps, {
          kind: 'notice',
          subject: id,
          recipients: {
            of: 'contacts',
            contacts: reached.map((each) => ({ organizationId: id, contactId: each.id })),
          },
          content: { key, params },
          toAbsent: true,
        })
      : nothingTold
  const duty = await tellCoordinators(deps, { subject: id, key, params, but: stampOf(actor).contactId })
  return toldTogether([there, duty])
}

/** Without its people's grants: what only two may take, nobody takes by closing the house around it. */
const requireNoGrants = async (deps: Deps, { contacts }: Organization) => {
  const held = await Promise.all(contacts.map((contact) => holdsAny(deps, contact)))
  if (held.includes(true)) throw grantsHeldThere()
}

interface Ending {
  readonly id: string
  readonly status: 'suspended' | 'left'
  readonly reason?: string | undefined
}

const types = { suspended: 'organization.suspended', left: 'organization.left' } as const satisfies Record<
  Ending['status'],
  EventType
>

/**
 * Takes an organization out of the alliance: it is in no list and no audience, its links are dead by their epoch, and
 * nothing is mailed to it. Its sessions end at once, or, should this be interrupted, by the agenda. What was recorded of
 * it stays. Done again, it finishes what was left.
 */
export const endMembership = async (deps: Deps, actor: Actor, { id, status, reason }: Ending) => {
  const ended = await onFreshRead(async () => {
    const before = await getOrganization(deps.store, id)
    if (before.status === status) return before
    if (before.status) throw alreadyAbsent(before.status)
    await requireNoGrants(deps, before)
    const now = deps.clock.now()
    const after = revise<Organization>(
      before,
      {
        status,
        statusChange: { at: now.toISOString(), by: stampOf(actor), ...(reason && { reason }) },
        contacts: before.contacts.map((each) => secured(each, now)),
      },
      now,
    )
    const told = await tellOfStatus(deps, actor, before, 'membership-ended')
    await deps.store.transact([
      ...replaceOrganization(before, after),
      ...told.actions,
      schedule({
        id: `organization-absent#${id}#${after.version}`,
        kind: 'organization-absent',
        dueAt: now.toISOString(),
        subject: id,
      }),
      record(deps, actor, {
        type: types[status],
        subject: id,
        audience: status === 'left' ? forMembers : forCoordinators,
        notifications: told.notifications,
      }),
    ])
    return after
  })
  await followAbsence(deps, id)
  return ended
}
