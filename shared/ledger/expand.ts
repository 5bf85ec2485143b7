import { schedule, secondsAfter, unschedule } from '../agenda/agenda.ts'
import type { Deps } from '../deps.ts'
import type { Matter } from '../organizations/preferences.ts'
import { ConditionFailed } from '../storage/store.ts'
import { expansionRow } from './announce.ts'
import { type Chunk, chunkSize, findChunk, findSeal, putChunk } from './manifest.ts'
import { type Notification, sealKey } from './notification.ts'
import { countDeliveries, firstTotals, lastTotals, settlementRow } from './totals.ts'
import type { Position } from './walk/position.ts'
import { walk } from './walk/walk.ts'

const table = 'deliveries'

/** A hint for the mailer: look at this chunk. */
export interface ChunkHint {
  readonly notificationId: string
  readonly chunk: number
  /** Made by the agenda, which makes the next one too; only other hints are followed by one of their own. */
  readonly settling?: true
}

/** How long after it was stored a chunk is looked at again, should its hint be lost. */
const settleAfter = 120

export const mailQueueOf = ({ urgent }: Pick<Notification, 'urgent'>) => (urgent ? 'mail-urgent' : 'mail')

export interface Expansion {
  /** Called with each stored chunk before it is hinted: a domain keeps its own lists by it. */
  readonly onChunk?: ((chunk: Chunk) => Promise<void>) | undefined
  readonly matter?: Matter | undefined
  /** The moment after which the work stops, to be gone on with later. */
  readonly until?: Date
}

interface Stored {
  readonly number: number
  readonly chunk: Chunk
}

/** The last accounted chunk, and those stored behind it by whoever crashed before accounting for them. */
const storedChunks = async (deps: Deps, id: string) => {
  const accounted = (await lastTotals(deps.store, id))?.chunk ?? 0
  const behind: Stored[] = []
  for (let number = accounted + 1; ; number++) {
    const chunk = await findChunk(deps.store, id, number)
    if (!chunk) break
    behind.push({ number, chunk })
  }
  const last =
    behind.at(-1)?.chunk ?? (accounted > 0 ? await findChunk(deps.store, id, accounted) : undefined)
  return { count: accounted + behind.length, behind, position: last?.position as Position | undefined }
}

/** What follows once a chunk is stored: the domain's lists, its agenda row and totals, the hint. Harmless twice. */
const follow = async (
  deps: Deps,
  notification: Notification,
  { number, chunk }: Stored,
  onChunk: Expansion['onChunk'],
) => {
  const { id } = notification
  const settleBy = secondsAfter(deps.clock.now(), settleAfter)
  await onChunk?.(chunk)
  await deps.store.write(schedule(settlementRow(id, number, settleBy)))
  await deps.store.swap(table, [{ insert: firstTotals(id, number, chunk.entries.length, settleBy) }])
  await deps.queues.send(mailQueueOf(notification), [
    { notificationId: id, chunk: number } satisfies ChunkHint,
  ])
}

const sealManifest = async (deps: Deps, notification: Notification, chunks: number) => {
  const { manifest: contacts } = await countDeliveries(deps.store, notification.id)
  const at = deps.clock.now().toISOString()
  await deps.store.writeMany([
    { table, put: { chunks, contacts, at, ...sealKey(notification.id) } },
    unschedule(expansionRow(notification)),
  ])
}

/** A correction can only be for those whom the notices it corrects are for once their manifests are complete. */
const canWalk = async (deps: Deps, { recipients }: Notification) => {
  if (recipients.of !== 'manifests') return true
  const { notificationIds, beside = [] } = recipients
  const seals = await Promise.all([...notificationIds, ...beside].map((id) => findSeal(deps.store, id)))
  return seals.every(Boolean)
}

/** Gathers the walk into chunks of entries, each with the position behind it. */
async function* chunksOf(
  deps: Deps,
  notification: Notification,
  from: Position | undefined,
  matter: Matter | undefined,
): AsyncGenerator<Chunk> {
  let entries: Chunk['entries'] = []
  let position: Chunk['position'] = {}
  for await (const step of walk(deps.store, notification.recipients, from, matter)) {
    entries.push(step.entry)
    position = { ...step.position }
    if (entries.length < chunkSize) continue
    yield { entries, position }
    entries = []
  }
  if (entries.length > 0) yield { entries, position }
}

/**
 * Writes the manifest of a notification, chunk by chunk, and hints each to the mailer. Whoever comes again after
 * a crash goes on behind what is stored. Answers whether the manifest is complete.
 * @throws ConditionFailed where somebody else is expanding it at the same time (see `isOvertaken`)
 */
export const expand = async (
  deps: Deps,
  notification: Notification,
  { onChunk, matter, until }: Expansion = {},
) => {
  if (await findSeal(deps.store, notification.id)) return true
  if (!(await canWalk(deps, notification))) return false
  const { count, behind, position } = await storedChunks(deps, notification.id)
  for (const stored of behind) await follow(deps, notification, stored, onChunk)
  let number = count
  for await (const chunk of chunksOf(deps, notification, position, matter)) {
    if (until && deps.clock.now() > until) return false
    number += 1
    await deps.store.write(putChunk(notification.id, number, chunk))
    await follow(deps, notification, { number, chunk }, onChunk)
  }
  await sealManifest(deps, notification, number)
  return true
}

/** Whether somebody else stored the chunk in the meantime: the expansion is theirs. */
export const isOvertaken = (error: unknown) => error instanceof ConditionFailed && error.table === table
