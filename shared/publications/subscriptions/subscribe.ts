import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { forOrganization, record } from '../../events/record.ts'
import { requireVersion } from '../../storage/fresh.ts'
import { authorOf } from '../content.ts'
import { findSubscription, putSubscription } from './repository.ts'
import type { Subscription, SubscriptionInput } from './schema.ts'

/** What the actor subscribes to: nothing, until they say so. */
export const readSubscription = async (deps: Deps, actor: Actor): Promise<Subscription> => {
  permit(actor, 'post.subscribe')
  const reader = authorOf(actor)
  return (await findSubscription(deps.store, reader.contactId)) ?? { ...reader, topics: [], version: 0 }
}

/** Says of which posts the actor wants to read in their morning; of nothing, no digest comes. */
export const subscribe = async (
  deps: Deps,
  actor: Actor,
  { version, topics }: SubscriptionInput & { readonly version: number },
): Promise<Subscription> => {
  const before = await readSubscription(deps, actor)
  requireVersion('subscription', before, version)
  const after = { ...before, ...authorOf(actor), topics, version: before.version + 1 }
  await deps.store.transact([
    ...putSubscription(before.version > 0 ? before : undefined, after),
    record(deps, actor, {
      type: 'post.subscribed',
      subject: after.contactId,
      audience: forOrganization(after.organizationId),
      data: { topics: topics.length },
    }),
  ])
  return after
}
