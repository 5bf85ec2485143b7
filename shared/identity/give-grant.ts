import { type Actor, type GrantKind, stampOf } from '../access/actor.ts'
import { permit, permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { forCoordinators, record } from '../events/record.ts'
import { contactOf, withContact } from '../organizations/contact-of.ts'
import { getOrganization, organizationUnchanged, replaceOrganization } from '../organizations/repository.ts'
import type { Contact, Organization } from '../organizations/schema.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { Item } from '../storage/store.ts'
import { endCredentials } from './credentials.ts'
import { grantHeld, membersOnly, needsAnother } from './errors.ts'
import { codeUnder } from './factors/codes.ts'
import { askForEnrolmentCode } from './factors/enrol.ts'
import { factorsOf, hasFactor } from './factors/repository.ts'
import {
  findGrant,
  type Grant,
  getTally,
  listGrantRows,
  putConfirmation,
  putProposal,
  putTally,
} from './grants.ts'
import { refuseResting } from './resting.ts'
import { refuseSecondSelf } from './second-self.ts'
import { tellHolder } from './tell-holder.ts'

const beneficiary = async (deps: Deps, organizationId: string, contactId: string) => {
  const organization = await getOrganization(deps.store, organizationId)
  const contact = contactOf(organization, contactId)
  const isMember = organization.relation === 'member' && !organization.status
  if (!isMember || contact.kind !== 'person') throw membersOnly()
  await refuseSecondSelf(deps, contact)
  return { organization, contact }
}

interface Proposal {
  readonly organizationId: Organization['id']
  readonly contactId: Contact['id']
  readonly kind: GrantKind
}

/** Proposes that a person of a member become a coordinator or an approver; another coordinator must confirm it. */
export const proposeGrant = async (
  deps: Deps,
  actor: Actor,
  { organizationId, contactId, kind }: Proposal,
): Promise<Grant> => {
  permit(actor, 'grant.propose')
  return onFreshRead(async () => {
    const { organization } = await beneficiary(deps, organizationId, contactId)
    const proposedAt = deps.clock.now().toISOString()
    const proposed: Grant = {
      organizationId,
      contactId,
      kind,
      status: 'proposed',
      proposedBy: stampOf(actor),
      proposedAt,
    }
    await deps.store.transact([
      putProposal(proposed),
      organizationUnchanged(organization),
      record(deps, actor, {
        type: 'grant.proposed',
        subject: contactId,
        audience: forCoordinators,
        data: { kind },
      }),
    ])
    return proposed
  })
}

/** A grant, held or proposed. */
export const readGrant = async (deps: Deps, actor: Actor, { contactId, kind }: Named): Promise<Grant> => {
  permitToKnow(actor, 'grant.list', 'grant')
  const found = await findGrant(deps.store, contactId, kind)
  if (!found) throw notFound('grant')
  return found
}

interface Named {
  readonly contactId: Contact['id']
  readonly kind: GrantKind
}

export interface Confirmed extends Grant {
  /** Shown once, for a holder who has no second factor yet: to be handed over by another way than mail. */
  readonly enrolmentCode?: string
}

/** Confirms a proposal: by a coordinator who neither made it nor gains by it. Ends what the person was signed in with. */
export const confirmGrant = async (
  deps: Deps,
  actor: Actor,
  { contactId, kind, request }: Named & { request?: string | undefined },
): Promise<Confirmed> => {
  permit(actor, 'grant.confirm')
  const by = stampOf(actor)
  return onFreshRead(async () => {
    const proposed = await findGrant(deps.store, contactId, kind)
    if (!proposed) throw notFound('grant')
    if (proposed.status !== 'proposed') throw grantHeld()
    if ([proposed.proposedBy.contactId, contactId].includes(by.contactId))
      throw needsAnother('its proposer and its holder')
    await refuseResting(deps, actor)
    const { organization, contact } = await beneficiary(deps, proposed.organizationId, contactId)
    const now = deps.clock.now()
    const confirmed: Grant = {
      ...proposed,
      status: 'confirmed',
      confirmedBy: by,
      confirmedAt: now.toISOString(),
    }
    const granted = { ...contact, grants: [...contact.grants.filter((held) => held !== kind), kind] }
    const tally = await getTally(deps.store)
    const told = tellHolder(deps, proposed, 'confirmed')
    const factors = await factorsOf(deps.store, proposed)
    const enrolment = hasFactor(factors)
      ? undefined
      : askForEnrolmentCode(deps, factors, { code: codeUnder(deps.keys, contactId, request) })
    await deps.store.transact([
      putConfirmation(confirmed),
      ...(enrolment ? [enrolment.action] : []),
      ...replaceOrganization(organization, withContact(organization, granted, now)),
      ...(kind === 'coordinator'
        ? [putTally(tally, { coordinators: tally.coordinators + 1, settled: true })]
        : []),
      ...(await endCredentials(deps, contactId)),
      ...told.actions,
      record(deps, actor, {
        type: 'grant.confirmed',
        subject: contactId,
        audience: forCoordinators,
        data: { kind },
        notifications: [told.id],
      }),
    ])
    return { ...confirmed, ...(enrolment && { enrolmentCode: enrolment.code }) }
  })
}

export const listGrants = async (
  deps: Deps,
  actor: Actor,
  asked: { contactId?: string | undefined; limit: number; after?: Item | undefined },
) => {
  permit(actor, 'grant.list')
  return listGrantRows(deps.store, asked)
}
