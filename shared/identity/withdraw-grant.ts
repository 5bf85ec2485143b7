import type { Actor, GrantKind } from '../access/actor.ts'
import { permit, requireFresh } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import type { Contact } from '../organizations/schema.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { grantHeld } from './errors.ts'
import { findGrant } from './grants.ts'
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
  const found = await findGrant(deps.store, contactId, kind)
  if (!found) throw notFound('grant')
  if (!own && found.status !== 'proposed')
    return (await putMotion(deps, actor, { contactId, kind: `withdraw-${kind}` })).proposed
  await onFreshRead(async () => {
    const fresh = await findGrant(deps.store, contactId, kind)
    if (!fresh) throw notFound('grant')
    if (!own && fresh.status !== 'proposed') throw grantHeld()
    await deps.store.transact(await takeGrant(deps, actor, fresh))
  })
  return undefined
}
