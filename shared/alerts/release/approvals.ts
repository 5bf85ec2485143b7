import type { Person } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { findOrganization } from '../../organizations/repository.ts'
import { approvedAlready, ownRevision } from '../errors.ts'
import type { Approval } from './schema.ts'

/** A revision with who touched it and who has approved it so far. */
interface Approved {
  readonly touchedBy: readonly string[]
  readonly approvals: readonly Approval[]
}

/** As many approvals as the level needs, of different persons who touched nothing; after acting alone, one other's. */
export const isEnough = (
  { touchedBy, approvals }: Approved,
  { needed, alone }: { needed: number; alone: string | undefined },
) => {
  const counting = approvals.filter(({ by }) => by.contactId && !touchedBy.includes(by.contactId))
  return counting.length >= needed && counting.some(({ by }) => by.contactId !== alone)
}

/** Who touched a revision does not approve it, and nobody does so twice. */
export const refuseUnfit = ({ touchedBy, approvals }: Approved, { contactId }: Person) => {
  if (touchedBy.includes(contactId)) throw ownRevision()
  if (approvals.some(({ by }) => by.contactId === contactId)) throw approvedAlready()
}

/**
 * Whether somebody who approved has lost their place or their grant since, or their mailbox has moved or is not
 * theirs alone: it may not have been them.
 */
export const isInDoubt = async (deps: Deps, { by, at }: Approval) => {
  const organization = by.organizationId && (await findOrganization(deps.store, by.organizationId))
  if (!organization) return false
  const contact = organization.contacts.find(({ id }) => id === by.contactId)
  if (!contact || contact.grants.length === 0) return true
  return (contact.movedAt ?? '') > at || contact.suppressed?.reason === 'compromised'
}
