import * as z from 'zod'
import { type AgendaRow, unschedule } from '../agenda/agenda.ts'
import { ConditionFailed, type Item, type Key, type Page, type Store } from '../storage/store.ts'
import { type Delivery, deliveryStates, isOpen } from './delivery.ts'
import { gateKey, parseGate } from './gate.ts'
import { haltKey } from './notification.ts'
import { type Counts, loadChunk } from './repository.ts'

const table = 'deliveries'

const chunkTotals = z.object({
  chunk: z.int(),
  size: z.int(),
  counts: z.partialRecord(z.enum(deliveryStates), z.int()),
  /** How many transitions these totals have seen: later totals have seen more. */
  seen: z.int(),
  settleBy: z.iso.datetime(),
})
type ChunkTotals = z.infer<typeof chunkTotals>

export const totalsKey = (notificationId: string, chunk: number): Key => ({
  pk: notificationId,
  sk: `chunk#${String(chunk).padStart(6, '0')}`,
})

const soon = 120

/**
 * The agenda row that has a chunk looked at again until nothing in it is open: soon where its hint was lost, and less
 * and less often where it only waits behind others, or a million recipients would be looked at all day.
 */
export const settlementRow = (notificationId: string, chunk: number, dueAt: string): AgendaRow => ({
  id: `settle-${notificationId}-${chunk}`,
  kind: 'settle',
  dueAt,
  every: soon,
  atMost: 900,
  subject: notificationId,
  data: { chunk },
})

/** Whether that row is young, and still comes within two minutes. */
export const isLookedAtSoon = (totals: Pick<ChunkTotals, 'settleBy'> | undefined, now: Date) =>
  totals !== undefined && now.getTime() < Date.parse(totals.settleBy) + soon * 1000

/**
 * The agenda row that has a chunk looked at once, within two minutes, where waiting longer would harm; asked again within
 * the minute, it is the same row. Due a minute later at least, it is never put back after it came due.
 */
export const lookRow = (notificationId: string, chunk: number, now: Date): AgendaRow => ({
  id: `look-${notificationId}-${chunk}`,
  kind: 'settle',
  dueAt: new Date((Math.floor(now.getTime() / 60_000) + 2) * 60_000).toISOString(),
  subject: notificationId,
  data: { chunk },
})

export const firstTotals = (
  notificationId: string,
  chunk: number,
  size: number,
  settleBy: string,
): Key & Item => ({
  ...({ chunk, size, counts: { queued: size }, seen: 0, settleBy } satisfies ChunkTotals),
  ...totalsKey(notificationId, chunk),
})

const countStates = (size: number, deliveries: Iterable<Delivery>): Counts => {
  const counts: Counts = {}
  let rows = 0
  for (const { state } of deliveries) {
    counts[state] = (counts[state] ?? 0) + 1
    rows++
  }
  const untouched = size - rows
  return untouched > 0 ? { ...counts, queued: (counts.queued ?? 0) + untouched } : counts
}

/** Whether anything of a chunk is still to be done or awaited. */
export const hasOpen = (counts: Counts) => deliveryStates.some((state) => isOpen(state) && counts[state])

interface Recount {
  readonly notificationId: string
  readonly chunk: number
  readonly size: number
  readonly deliveries: ReadonlyMap<string, Delivery>
  /** The totals as they were read before; read afresh where they have changed since. */
  readonly known?: ChunkTotals | undefined
}

/**
 * Writes a chunk's totals as its deliveries stand, unless totals that have seen more are there. Once nothing
 * is open, the chunk leaves the agenda.
 */
export const recount = async (store: Store, { notificationId, chunk, size, deliveries, known }: Recount) => {
  const seen = [...deliveries.values()].reduce((sum, { version }) => sum + version, 0)
  const counts = countStates(size, deliveries.values())
  const key = totalsKey(notificationId, chunk)
  for (let before = known; ; before = undefined) {
    before ??= await findTotals(store, notificationId, chunk)
    if (!before || before.seen >= seen) return
    try {
      await store.write({ table, put: { ...before, counts, seen, ...key }, if: { seen: before.seen } })
      if (!hasOpen(counts))
        await store.write(unschedule(settlementRow(notificationId, chunk, before.settleBy)))
      return
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error
    }
  }
}

/** The chunks of a notification with their totals. */
export const totalsPage = async (
  store: Store,
  notificationId: string,
  after?: Item,
  limit?: number,
): Promise<Page<ChunkTotals>> => {
  const { items, next } = await store.query({
    table,
    partition: notificationId,
    prefix: 'chunk#',
    ...(limit && { limit }),
    ...(after && { after }),
  })
  return { items: items.map((item) => chunkTotals.parse(item)), ...(next && { next }) }
}

export const findTotals = async (
  store: Store,
  notificationId: string,
  chunk: number,
): Promise<ChunkTotals | undefined> => {
  const item = await store.get(table, totalsKey(notificationId, chunk))
  return item && chunkTotals.parse(item)
}

/** Whether a notification is halted, and the totals of one of its chunks, by one read. */
export const findProgress = async (store: Store, notificationId: string, chunk: number) => {
  const keys = [haltKey(notificationId), gateKey(notificationId), totalsKey(notificationId, chunk)]
  const [halt, gate, totals] = await store.getMany(keys.map((key) => ({ table, key })))
  return { halted: halt !== undefined, gate: parseGate(gate), totals: totals && chunkTotals.parse(totals) }
}

/** The last chunk that is accounted for, if any is. */
export const lastTotals = async (store: Store, notificationId: string): Promise<ChunkTotals | undefined> => {
  const query = { table, partition: notificationId, prefix: 'chunk#', descending: true, limit: 1 } as const
  const { items } = await store.query(query)
  return items[0] && chunkTotals.parse(items[0])
}

/** The states of all deliveries of a notification; they add up to its manifest. */
export const countDeliveries = async (store: Store, notificationId: string) => {
  const counts: Counts = {}
  let manifest = 0
  let after: Item | undefined
  do {
    const page = await totalsPage(store, notificationId, after)
    for (const totals of page.items) {
      manifest += totals.size
      for (const state of deliveryStates) {
        const more = totals.counts[state]
        if (more) counts[state] = (counts[state] ?? 0) + more
      }
    }
    after = page.next
  } while (after)
  return { manifest, counts }
}

/** Reads a chunk afresh and writes its totals: for whoever moved some of its deliveries from outside. */
export const recountChunk = async (store: Store, partition: string) => {
  const loaded = await loadChunk(store, partition)
  const [notificationId = '', chunk] = partition.split('#')
  if (loaded)
    await recount(store, {
      notificationId,
      chunk: Number(chunk),
      size: loaded.chunk.entries.length,
      deliveries: loaded.deliveries,
    })
}
