import type { Deps } from '../../shared/deps.ts'
import { isPutOff, overtakeWaiting } from '../../shared/digests/repository.ts'
import { witnessSoon } from '../../shared/evidence/chunks.ts'
import {
  advance,
  chunkPartition,
  type Delivery,
  deliveryKey,
  firstDelivery,
  messageIdsOf,
  wasTold,
} from '../../shared/ledger/delivery.ts'
import type { Entry } from '../../shared/ledger/manifest.ts'
import { type Change, change, findDeliveries } from '../../shared/ledger/repository.ts'
import { recountChunk } from '../../shared/ledger/totals.ts'

/**
 * What a correction finds of the notices it corrects. `told`: some mail has left, whose thread it joins, by
 * the ids that the service gave, oldest first;
 * `wait`: one is leaving this moment; `untold`: none has left, and from now on none can.
 */
export type Standing =
  | { readonly is: 'told'; readonly thread: readonly string[] }
  | { readonly is: 'wait' }
  | { readonly is: 'untold' }

interface Prior {
  readonly contactId: string
  readonly organizationId: Delivery['organizationId']
  readonly partition: string
}

const superseding = (prior: Prior, from: Delivery | undefined, at: string): Change | undefined => {
  const to = from
    ? advance(from, { at, state: 'superseded' })
    : firstDelivery(prior.organizationId, { at, state: 'superseded' })
  return to && { partition: prior.partition, contactId: prior.contactId, from, to }
}

const priorsOf = (entries: readonly Entry[]): Prior[] =>
  entries.flatMap(({ contactId, organizationId, priors }) =>
    priors.map((partition) => ({
      contactId,
      organizationId: organizationId as Prior['organizationId'],
      partition,
    })),
  )

const waits = (found: Delivery | undefined) =>
  !found || ['queued', 'parked', 'sending', 'inDoubt'].includes(found.state)

/** How each contact stands to what a notice follows and does not replace: it goes behind that, or, where that never goes, not at all. */
export const standings = async (deps: Deps, entries: readonly Entry[]): Promise<Map<string, Standing>> => {
  const priors = priorsOf(entries)
  const keys = priors.map(({ partition, contactId }) => deliveryKey(partition, contactId))
  const found = await findDeliveries(deps.store, keys)
  return new Map(
    entries.map(({ contactId }) => {
      const own = found.filter((_, place) => priors[place]!.contactId === contactId)
      return [contactId, own.some(waits) ? ({ is: 'wait' } as const) : standingOf(own)]
    }),
  )
}

const standingOf = (deliveries: readonly (Delivery | undefined)[]): Standing => {
  if (deliveries.some((found) => !found || found.state === 'sending' || found.state === 'inDoubt'))
    return { is: 'wait' }
  const told = deliveries.filter((found): found is Delivery => found !== undefined && wasTold(found.state))
  if (told.length === 0) return { is: 'untold' }
  // Of several revisions the last comes first.
  return { is: 'told', thread: told.toReversed().flatMap(messageIdsOf) }
}

/**
 * A notice that was put off until a digest stands as that digest's own delivery does, once it is in one; as long as it
 * only waits, it is taken off here, and no digest will have it.
 */
const throughDigest = async (
  { store }: Deps,
  { contactId, partition }: Prior,
  delivery: Delivery | undefined,
) => {
  if (!isPutOff(delivery)) return delivery
  const digestId = await overtakeWaiting(store, contactId, partition.split('#')[0]!)
  if (!digestId) return delivery
  return (await findDeliveries(store, [deliveryKey(chunkPartition(digestId, 1), contactId)]))[0]
}

/**
 * Puts `superseded` on every earlier delivery of these contacts that has not begun, in competition with its
 * mailer: whoever stores the row first wins. Then says how each contact stands.
 */
export const supersede = async (deps: Deps, entries: readonly Entry[]): Promise<Map<string, Standing>> => {
  const priors = priorsOf(entries)
  const keys = priors.map(({ partition, contactId }) => deliveryKey(partition, contactId))
  const at = deps.clock.now().toISOString()
  let found = await findDeliveries(deps.store, keys)
  const changes = priors.flatMap((prior, place) => superseding(prior, found[place], at) ?? [])
  if (changes.length > 0) {
    await change(deps.store, changes)
    found = await findDeliveries(deps.store, keys)
    for (const partition of new Set(changes.map((each) => each.partition))) {
      await recountChunk(deps.store, partition)
      await witnessSoon(deps, partition)
    }
  }
  found = await Promise.all(found.map((delivery, place) => throughDigest(deps, priors[place]!, delivery)))
  const ofContact = (contactId: string) => found.filter((_, place) => priors[place]!.contactId === contactId)
  return new Map(entries.map(({ contactId }) => [contactId, standingOf(ofContact(contactId))]))
}
