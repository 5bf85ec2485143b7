import type { Deps } from '../../deps.ts'
import { findOrganization } from '../../organizations/repository.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { tooFast, wrongCode } from '../errors.ts'
import { limits, within } from '../limit.ts'
import { openSession, type Session } from '../sessions.ts'
import { recoveryUsed, useRecoveryCode } from './prove.ts'
import { findFactors } from './repository.ts'

interface Recovery {
  readonly contactId: string
  readonly code: string
  readonly source: string
}

/**
 * A way in without the mailbox, for who has lost it or is kept from it: a recovery code begins a session, proved,
 * and every coordinator sees that it did.
 */
export const signInByRecovery = async (
  deps: Deps,
  { contactId, code, source }: Recovery,
): Promise<Session> => {
  if (!(await within(deps, limits.codesOfSource, source))) throw tooFast()
  if (!(await within(deps, limits.recoveryTries, contactId))) throw tooFast()
  return onFreshRead(async () => {
    const factors = await findFactors(deps.store, contactId)
    const organization = factors && (await findOrganization(deps.store, factors.organizationId))
    const contact = organization?.contacts.find(({ id }) => id === contactId)
    if (!factors || !contact || contact.grants.length === 0) throw wrongCode()
    const used = useCodeOf(factors, code)
    const provedAt = deps.clock.now().toISOString()
    const id = deps.ids.next('signIn')
    const { session, actions } = await openSession(deps, {
      id,
      organization: organization!,
      contact,
      provedAt,
    })
    await deps.store.transact([used, ...(await recoveryUsed(deps, session.person, factors)), ...actions])
    return session
  })
}

/** Without a word on which of the two was wrong. */
const useCodeOf = (...given: Parameters<typeof useRecoveryCode>) => {
  try {
    return useRecoveryCode(...given)
  } catch {
    throw wrongCode()
  }
}
