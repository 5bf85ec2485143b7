import type { MailKind } from '../rendering/kinds.ts'
import type { Item, Store } from '../storage/store.ts'
import { chunkPartition, type Delivery, type DeliveryState } from './delivery.ts'
import { chunkSize, findSeal } from './manifest.ts'
import { subjectList } from './notification.ts'
import { loadChunk } from './repository.ts'
import { countDeliveries } from './totals.ts'

/** Notifications of one kind on a subject, newest first: ids, and when each was announced. */
export const notificationsOf = async (store: Store, subject: string, kind: MailKind) => {
  const { items } = await store.query({
    table: 'deliveries',
    partition: subjectList(subject, kind),
    descending: true,
    limit: 100,
  })
  return items.map(({ id, createdAt }) => ({ id: id as string, createdAt: createdAt as string }))
}

export interface LedgerLine {
  readonly contactId: string
  readonly organizationId: string
  readonly class: string
  readonly state: DeliveryState
  readonly attempt: number
  readonly log: Delivery['log']
}

/** A page of a notification's deliveries, whole chunks at a time; who has no row yet is queued. */
export const deliveriesPage = async (
  store: Store,
  notificationId: string,
  { limit, after }: { limit: number; after?: Item | undefined },
): Promise<{ items: LedgerLine[]; next?: Item }> => {
  const first = after ? Number(after['chunk']) : 1
  const count = Math.max(1, Math.floor(limit / chunkSize))
  const numbers = Array.from({ length: count }, (_, at) => first + at)
  const chunks = await Promise.all(
    numbers.map((number) => loadChunk(store, chunkPartition(notificationId, number))),
  )
  const items = chunks.flatMap((loaded) =>
    (loaded?.chunk.entries ?? []).map(({ contactId, organizationId, class: of }): LedgerLine => {
      const { state = 'queued', attempt = 0, log = [] } = loaded?.deliveries.get(contactId) ?? {}
      return { contactId, organizationId, class: of, state, attempt, log }
    }),
  )
  return { items, ...(chunks.every(Boolean) && { next: { chunk: first + count } }) }
}

/** How a notification stands: the manifest, the states that add up to it, and whether it is complete. */
export const ledgerOf = async (store: Store, notificationId: string) => {
  const [{ manifest, counts }, seal] = await Promise.all([
    countDeliveries(store, notificationId),
    findSeal(store, notificationId),
  ])
  return { manifest, counts, sealed: seal !== undefined }
}
