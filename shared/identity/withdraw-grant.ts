import type { Actor, GrantKind } from '../access/actor.ts'
import { permit, requireFresh } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import type { Contact } from '../organizations/schema.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { findGrant, isHeld } from './grants.ts'
import { putMotion } from './motions/put.ts'
import type { Motion } from './motions/repository.ts'
import { takeGrant } from './take-grant.ts'

interface Named {
  readonly contactId: Contact['id']
  readonly kind: GrantKind
}

/**
 * Withdraws a proposal, as a coordinator, or a grant of one's own. What another person holds takes two coordinators:
 * the first one's word is a motion, and answers it; the second one's withdraws.
 */
export const withdrawGrant = async (
  deps: Deps,
  actor: Actor,
  { contactId, kind }: Named,
): Promise<Motion | undefined> => {
  const own = actor.kind === 'person' && !actor.scopes && actor.contactId === contactId
  if (own) requireFresh(actor)
  else permit(actor, 'grant.withdraw')
  return onFreshRead(async () => {
    const found = await findGrant(deps.store, contactId, kind)
    if (!found) throw notFound('grant')
    if (!own && isHeld(found))
      return (await putMotion(deps, actor, { contactId, kind: `withdraw-${kind}` })).proposed
    await deps.store.transact(await takeGrant(deps, actor, found))
    return undefined
  })
}
