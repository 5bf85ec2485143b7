import { canonical } from '../canonical.ts'
import type { Deps } from '../deps.ts'
import { notificationsOf } from '../ledger/read.ts'
import { lastTotals } from '../ledger/totals.ts'
import { type ChunkSecret, witnessed } from './chunks.ts'
import type { EvidenceContent } from './document.ts'
import { type Entry, sha256, signature } from './entry.ts'
import { recordEvents } from './events.ts'
import { publicKeyOf } from './keys.ts'
import { allEntries, publishedKeys, publishKey } from './repository.ts'

export type Opened = EvidenceContent['opened'][number]

export const isAuthority = (content: unknown) => (content as { relation?: string }).relation === 'authority'

/** Of deliveries, those of authorities are opened. */
export const linesOpened = ({ chain, sequence }: Entry['body'], secret: unknown): Opened[] =>
  (secret as ChunkSecret).lines.flatMap((line, part) =>
    line && isAuthority(line.content.organization) ? [{ chain, sequence, part, ...line }] : [],
  )

const byTime = (a: { createdAt: string }, b: { createdAt: string }) => a.createdAt.localeCompare(b.createdAt)

/** How many chunks of a notification no entry tells of yet. */
const pendingOf = async (deps: Deps, id: string, entries: readonly { entry: Entry }[]) => {
  const chains = new Set(entries.map(({ entry }) => entry.body.chain))
  return ((await lastTotals(deps.store, id))?.chunk ?? 0) - chains.size
}

/** The published keys with that of the ring which signs now. */
export const keysToPublish = async (deps: Deps) => {
  const kept = await publishedKeys(deps.store)
  const ring = deps.keys.keyIds.map((kid) => publicKeyOf(deps.keys, kid))
  return [...kept, ...ring.filter(({ kid }) => kept.every((one) => one.kid !== kid))]
}

/** Everything that was recorded of a subject and of its mails, with what opens some of it. */
export const gatherEvidence = async (
  deps: Deps,
  subject: string,
  openedOf: (entry: Entry, secret: unknown) => Opened[],
) => {
  const { store, keys, config } = deps
  await recordEvents(deps, subject)
  await store.write(publishKey(publicKeyOf(keys)))
  const all = await allEntries(store, subject)
  let pending = 0
  const told = await Promise.all(witnessed.map((kind) => notificationsOf(store, subject, kind)))
  for (const notification of told.flat().sort(byTime)) {
    const entries = await allEntries(store, notification.id)
    pending += await pendingOf(deps, notification.id, entries)
    all.push(...entries)
  }
  const used = new Set([keys.current, ...all.map(({ entry }) => entry.kid)])
  return {
    format: 'tocsin-evidence/1' as const,
    alliance: config.alliance,
    exportedAt: deps.clock.now().toISOString(),
    publishedKeys: `${config.publicUrl}/.well-known/tocsin-keys.json`,
    keys: (await keysToPublish(deps)).filter(({ kid }) => used.has(kid)),
    pending,
    entries: all.map(({ entry }) => entry),
    opened: all.flatMap(({ entry, secret }) => (secret ? openedOf(entry, secret) : [])),
  }
}

/** Signs the whole of a file. */
export const sealed = <C extends EvidenceContent>({ keys }: Pick<Deps, 'keys'>, content: C) => ({
  ...content,
  seal: { kid: keys.current, signature: signature(keys, 'export', sha256(canonical(content))) },
})
