import type { Deps } from '../../deps.ts'
import { withContact } from '../../organizations/contact-of.ts'
import { findOrganization, replaceOrganization } from '../../organizations/repository.ts'
import type { Contact, Organization } from '../../organizations/schema.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { tooFast, wrongCode } from '../errors.ts'
import { grantsOf } from '../grants.ts'
import { limits, within } from '../limit.ts'
import { refuseSecondSelf } from '../second-self.ts'
import { openSession, type Session } from '../sessions.ts'
import { reinstateGrants } from '../suspend.ts'
import { recoveryUsed, useRecoveryCode } from './prove.ts'
import { findFactors } from './repository.ts'

/** Without a word on which of the two was wrong. */
const useCodeOf = (...given: Parameters<typeof useRecoveryCode>) => {
  try {
    return useRecoveryCode(...given)
  } catch {
    throw wrongCode()
  }
}

/**
 * What somebody holds who shows what is in no mailbox: also what rested because their mailbox was in the hands of
 * others. What two coordinators suspended stays so.
 */
const takeBack = async (deps: Deps, { id }: Organization, contact: Contact) => {
  if (contact.grants.length > 0) return { grants: contact.grants, actions: [] }
  const all = await grantsOf(deps.store, contact.id)
  const isDecided = all.some(({ suspension }) => suspension?.cause === 'decided')
  await refuseSecondSelf(deps, contact)
  const holder = { kind: 'recipient', contactId: contact.id, organizationId: id } as const
  const back = isDecided ? undefined : await reinstateGrants(deps, holder, contact.id)
  if (!back || back.grants.length === 0) throw wrongCode()
  return back
}

interface Recovery {
  readonly contactId: string
  readonly code: string
  readonly source: string
}

/**
 * A way in without the mailbox, for who has lost it or is kept from it: a recovery code begins a session, proved,
 * and every coordinator sees that it did. So the last coordinator is never locked out.
 */
export const signInByRecovery = async (
  deps: Deps,
  { contactId, code, source }: Recovery,
): Promise<Session> => {
  // By source alone: a code of eighty bits is not guessed, and a limit by contact would let anybody lock its owner out.
  if (!(await within(deps, limits.codesOfSource, source))) throw tooFast()
  return onFreshRead(async () => {
    const factors = await findFactors(deps.store, contactId)
    const organization = factors && (await findOrganization(deps.store, factors.organizationId))
    const contact = organization?.contacts.find(({ id }) => id === contactId)
    if (!factors || !organization || organization.status || !contact) throw wrongCode()
    const used = useCodeOf(factors, code)
    const { grants, actions: given } = await takeBack(deps, organization, contact)
    const now = deps.clock.now()
    const seated = { ...contact, grants }
    const id = deps.ids.next('signIn')
    const provedAt = now.toISOString()
    const { session, actions } = await openSession(deps, { id, organization, contact: seated, provedAt })
    await deps.store.transact([
      used,
      ...(given.length > 0 ? replaceOrganization(organization, withContact(organization, seated, now)) : []),
      ...given,
      ...(await recoveryUsed(deps, session.person, factors)),
      ...actions,
    ])
    return session
  })
}
