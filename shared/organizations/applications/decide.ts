import { type Actor, stampOf } from '../../access/actor.ts'
import { permit, permitToKnow } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { newRecord, revise } from '../../storage/collection.ts'
import { onFreshRead, requireVersion } from '../../storage/fresh.ts'
import type { Item } from '../../storage/store.ts'
import { settleTask } from '../../tasks/settle.ts'
import { newContact, serving } from '../contacts.ts'
import { inviting } from '../membership/invite.ts'
import { createOrganization, findAddress, putAddress } from '../repository.ts'
import type { Organization } from '../schema.ts'
import { alreadyDecided } from './errors.ts'
import { applications, applicationsOf } from './repository.ts'
import type { Application } from './schema.ts'

interface Listing {
  readonly status: Application['status']
  readonly page: { readonly limit: number; readonly after?: Item | undefined }
}

/** Applications of one status, oldest first. */
export const listApplications = (deps: Deps, actor: Actor, { status, page: { limit, after } }: Listing) => {
  permit(actor, 'application.list')
  return applications.page(deps.store, { partition: applicationsOf(status), limit, ...(after && { after }) })
}

export const readApplication = async (deps: Deps, actor: Actor, id: string): Promise<Application> => {
  permitToKnow(actor, 'application.list', 'application')
  const found = await applications.find(deps.store, id)
  if (!found) throw notFound('application')
  return found
}

interface Named {
  readonly id: string
  readonly version?: number | undefined
}

const heldApplication = async (deps: Deps, actor: Actor, { id, version }: Named) => {
  const held = await readApplication(deps, actor, id)
  requireVersion('application', held, version)
  if (held.status !== 'held') throw alreadyDecided()
  return held
}

const decided = (deps: Deps, actor: Actor, held: Application, to: Partial<Application>, reason?: string) => {
  const now = deps.clock.now()
  const decision = { by: stampOf(actor), at: now.toISOString(), ...(reason && { reason }) }
  return revise<Application>(held, { ...to, decision }, now)
}

/** The organization that an application becomes: in no list and no audience until it says yes. */
const asked = (deps: Deps, actor: Actor, held: Application): Organization => {
  const { name, class: of, country, website, languages, email, contact, timeZone } = held
  const now = deps.clock.now()
  const first = newContact(deps, {
    ...{ role: 'focal-point', kind: 'person', email, languages, timeZone, discreet: false },
    ...(contact && { name: contact }),
  })
  return {
    ...{ id: deps.ids.next('organization'), name, class: of, country, relation: 'member', languages },
    ...(website && { website }),
    ...{ worksIn: [], listed: false, ownFields: [], contacts: [first], status: 'invited' },
    statusChange: { at: now.toISOString(), by: stampOf(actor) },
    ...newRecord(now),
  }
}

/** Asks who applied to join: they have a place in the roster, and no part in anything, until they accept by the mailed link. */
export const inviteApplicant = (deps: Deps, actor: Actor, named: Named): Promise<Application> => {
  permit(actor, 'application.invite')
  return onFreshRead(async () => {
    const held = await heldApplication(deps, actor, named)
    const organization = asked(deps, actor, held)
    const [contact] = organization.contacts
    const entry = await findAddress(deps.store, held.email)
    if (entry?.suppressed) contact!.suppressed = entry.suppressed
    const told = inviting(deps, organization)
    const after = decided(deps, actor, held, { status: 'invited', organizationId: organization.id })
    await deps.store.transact([
      ...applications.replace(held, after),
      ...createOrganization(organization),
      putAddress(held.email, entry, serving(entry, organization, contact!.id)),
      ...(await settleTask(deps, actor, { kind: 'application', subject: held.id })),
      ...told.actions,
      record(deps, actor, {
        type: 'organization.invited',
        subject: organization.id,
        audience: forCoordinators,
        data: { applicationId: held.id },
        notifications: told.notifications,
      }),
    ])
    return after
  })
}

/** Does not ask who applied, and says why, for the other coordinators; nothing is mailed. */
export const declineApplication = (
  deps: Deps,
  actor: Actor,
  { reason, ...named }: Named & { readonly reason: string },
): Promise<Application> => {
  permit(actor, 'application.decline')
  return onFreshRead(async () => {
    const held = await heldApplication(deps, actor, named)
    const after = decided(deps, actor, held, { status: 'declined' }, reason)
    await deps.store.transact([
      ...applications.replace(held, after),
      ...(await settleTask(deps, actor, { kind: 'application', subject: held.id })),
      record(deps, actor, { type: 'application.declined', subject: held.id, audience: forCoordinators }),
    ])
    return after
  })
}
