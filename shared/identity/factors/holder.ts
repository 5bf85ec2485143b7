import type { Actor, Person } from '../../access/actor.ts'
import { unauthenticated } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { tellCoordinators } from '../../duty/on-duty.ts'
import { findOrganization } from '../../organizations/repository.ts'
import type { NoticeKey } from '../../rendering/mails/notice.ts'
import { holdersOnly, notASession, tooFast } from '../errors.ts'
import { limits, within } from '../limit.ts'
import type { Held } from '../sessions.ts'

/** Who came in a session of their own and holds a grant: only they have something to prove. */
export const holderIn = (actor: Actor, held: Held | undefined): { holder: Person; held: Held } => {
  if (actor.kind !== 'person' || !held) throw unauthenticated()
  if (held.kind !== 'session') throw notASession()
  if (held.person.grants.length === 0) throw holdersOnly()
  return { holder: actor, held }
}

/** Every try of a session counts before it is looked at, right ones too. */
export const countTry = async (deps: Deps, { id }: Pick<Held, 'id'>) => {
  if (!(await within(deps, limits.appCodes, id))) throw tooFast()
}

/** What happens to a way in is seen by every coordinator, and by whom it belongs to. */
export const tellOfFactor = async (
  deps: Deps,
  { organizationId, contactId }: Pick<Person, 'organizationId' | 'contactId'>,
  { key, urgent = false }: { key: NoticeKey; urgent?: boolean },
) => {
  const organization = await findOrganization(deps.store, organizationId)
  return tellCoordinators(deps, {
    subject: contactId,
    key,
    params: { organization: organization?.name ?? organizationId },
    urgent,
    and: { organizationId, contactId },
  })
}
