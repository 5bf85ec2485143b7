import { type Actor, stampOf } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { announce } from '../../ledger/announce.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { noInvitation } from '../applications/errors.ts'
import { secured } from '../contact-of.ts'
import { hasNotLeft } from '../errors.ts'
import { getOrganization, replaceOrganization } from '../repository.ts'
import type { Organization } from '../schema.ts'

/** The mail whose link lets an organization say that it joins. */
export const inviting = (deps: Deps, { id, name, contacts }: Organization) =>
  announce(deps, {
    kind: 'notice',
    subject: id,
    recipients: {
      of: 'contacts',
      contacts: contacts.map((each) => ({ organizationId: id, contactId: each.id })),
    },
    content: { key: 'membership-invited', params: { organization: name }, action: true },
    opens: 'join',
    toAbsent: true,
  })

/** Asks an organization that has left to come back, or mails an invitation anew. */
export const inviteAgain = (deps: Deps, actor: Actor, id: string): Promise<Organization> => {
  permit(actor, 'application.invite')
  return onFreshRead(async () => {
    const before = await getOrganization(deps.store, id)
    if (before.status !== 'left' && before.status !== 'invited') throw hasNotLeft()
    const now = deps.clock.now()
    const statusChange = { at: now.toISOString(), by: stampOf(actor) }
    const after = revise<Organization>(before, { status: 'invited', statusChange }, now)
    const told = inviting(deps, after)
    await deps.store.transact([
      ...replaceOrganization(before, after),
      ...told.actions,
      record(deps, actor, {
        type: 'organization.invited',
        subject: id,
        audience: forCoordinators,
        notifications: told.notifications,
      }),
    ])
    return after
  })
}

/** Takes an invitation back that nobody has accepted: its link is dead. */
export const withdrawInvitation = (deps: Deps, actor: Actor, id: string): Promise<Organization> => {
  permit(actor, 'application.decline')
  return onFreshRead(async () => {
    const before = await getOrganization(deps.store, id)
    if (before.status !== 'invited') throw noInvitation()
    const now = deps.clock.now()
    const after = revise<Organization>(
      before,
      {
        status: 'left',
        statusChange: { at: now.toISOString(), by: stampOf(actor) },
        contacts: before.contacts.map((each) => secured(each, now)),
      },
      now,
    )
    await deps.store.transact([
      ...replaceOrganization(before, after),
      record(deps, actor, { type: 'organization.uninvited', subject: id, audience: forCoordinators }),
    ])
    return after
  })
}
