import { type Actor, stampOf } from '../../access/actor.ts'
import { unauthenticated } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { tellDuty } from '../../duty/on-duty.ts'
import { forCoordinators, forMembers, record } from '../../events/record.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { distinct } from '../../text.ts'
import { noInvitation } from '../applications/errors.ts'
import { getOrganization, replaceOrganization } from '../repository.ts'
import type { Organization } from '../schema.ts'

interface Answer {
  readonly joins: boolean
  /** Whether the public may see it in the list of members: it alone says so. */
  readonly listed: boolean
}

/** Who joins has a part in everything from here on; who opened the link is known to be reached. */
const joined = (
  before: Organization,
  contactId: string,
  listed: boolean,
  at: string,
): Partial<Organization> => ({
  status: undefined,
  listed,
  ownFields: distinct([...before.ownFields, 'listed']),
  contacts: before.contacts.map((each) => (each.id === contactId ? { ...each, lastConfirmedAt: at } : each)),
})

/** Answers the invitation by its link: once, and by whoever of the organization has it. */
export const answerInvitation = (deps: Deps, actor: Actor, { joins, listed }: Answer): Promise<void> => {
  const { organizationId, contactId } = stampOf(actor)
  if (actor.kind !== 'recipient' || !organizationId || !contactId) throw unauthenticated()
  return onFreshRead(async () => {
    const before = await getOrganization(deps.store, organizationId)
    if (before.status !== 'invited') throw noInvitation()
    const now = deps.clock.now()
    const at = now.toISOString()
    const change = joins ? joined(before, contactId, listed, at) : { status: 'left' as const }
    const after = revise<Organization>(before, { ...change, statusChange: { at, by: stampOf(actor) } }, now)
    const told = await tellDuty(deps, {
      subject: organizationId,
      key: joins ? 'membership-accepted' : 'membership-declined',
      params: { organization: before.name },
    })
    await deps.store.transact([
      ...replaceOrganization(before, after),
      ...told.actions,
      record(deps, actor, {
        type: joins ? 'organization.joined' : 'organization.declined',
        subject: organizationId,
        audience: joins ? forMembers : forCoordinators,
        notifications: told.notifications,
      }),
    ])
  })
}
