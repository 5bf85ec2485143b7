import { type Delivery, deliveryKey, isOpen, wasTold } from '../../ledger/delivery.ts'
import { findDeliveries, type loadChunk } from '../../ledger/repository.ts'
import type { Store } from '../../storage/store.ts'

export type Loaded = NonNullable<Awaited<ReturnType<typeof loadChunk>>>

const toldAt = ({ log }: Delivery) => log.find(({ state }) => wasTold(state))?.at

/** When it came to its reader; where it did not, when that was settled. */
const settledAt = (delivery: Delivery) => toldAt(delivery) ?? delivery.log.at(-1)!.at

/**
 * Since when the organizations of a chunk have known of an alert, by this revision or an earlier one: whoever had to
 * wait for it, behind a gate, a halt or a slow service, is not silent for as long as the others.
 */
export const knownSince = async (
  store: Store,
  { chunk, deliveries }: Loaded,
): Promise<Map<string, number>> => {
  const priors = chunk.entries.flatMap(({ contactId, priors }) =>
    priors.map((partition) => deliveryKey(partition, contactId)),
  )
  const earlier = (await findDeliveries(store, priors)).filter((each) => each && toldAt(each))
  const settled = [...deliveries.values()].filter(({ state }) => !isOpen(state))
  const all = [...settled, ...earlier.filter((each) => each !== undefined)]
  const since = new Map<string, number>()
  for (const each of all) {
    const at = Date.parse(settledAt(each))
    since.set(each.organizationId, Math.min(at, since.get(each.organizationId) ?? at))
  }
  return since
}
