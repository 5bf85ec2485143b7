import type { Actor, Person } from '../access/actor.ts'
import { permitToKnow } from '../access/permit.ts'
import { getAlert } from '../alerts/repository.ts'
import { noteAudit } from '../audit/note.ts'
import { canonical } from '../canonical.ts'
import type { Deps } from '../deps.ts'
import { notificationsOf } from '../ledger/read.ts'
import { lastTotals } from '../ledger/totals.ts'
import { type ChunkSecret, witnessed } from './chunks.ts'
import type { EvidenceContent, EvidenceDocument } from './document.ts'
import { type Entry, sha256, signature } from './entry.ts'
import { type EventSecret, recordEvents } from './events.ts'
import { publicKeyOf } from './keys.ts'
import { allEntries, publishedKeys, publishKey } from './repository.ts'

type Opened = EvidenceContent['opened'][number]

const isAuthority = (content: unknown) => (content as { relation?: string }).relation === 'authority'

/** Authorities are named; of members, nothing is opened. */
const openedOf = ({ body }: Entry, secret: unknown): Opened[] => {
  if (!secret) return []
  const { chain, sequence } = body
  if (body.kind === 'event') {
    const { who } = secret as EventSecret
    return who && isAuthority(who.content) ? [{ chain, sequence, part: 'who', ...who }] : []
  }
  return (secret as ChunkSecret).lines.flatMap((line, part) =>
    isAuthority(line.content.organization) ? [{ chain, sequence, part, ...line }] : [],
  )
}

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

/** Everything that the alliance can prove of an alert, as one sealed document. */
export const exportEvidence = async (deps: Deps, actor: Actor, id: string): Promise<EvidenceDocument> => {
  permitToKnow(actor, 'alert.export-evidence', 'alert')
  const { store, keys, config } = deps
  const alert = await getAlert(store, id)
  await recordEvents(deps, id)
  await store.write(publishKey(publicKeyOf(keys)))
  const all = await allEntries(store, id)
  let pending = 0
  const told = await Promise.all(witnessed.map((kind) => notificationsOf(store, id, kind)))
  for (const notification of told.flat().sort(byTime)) {
    const entries = await allEntries(store, notification.id)
    pending += await pendingOf(deps, notification.id, entries)
    all.push(...entries)
  }
  const used = new Set([keys.current, ...all.map(({ entry }) => entry.kid)])
  const content: EvidenceContent = {
    format: 'tocsin-evidence/1',
    alliance: config.alliance,
    alertId: alert.id,
    exportedAt: deps.clock.now().toISOString(),
    publishedKeys: `${config.publicUrl}/.well-known/tocsin-keys.json`,
    keys: (await keysToPublish(deps)).filter(({ kid }) => used.has(kid)),
    pending,
    entries: all.map(({ entry }) => entry),
    opened: all.flatMap(({ entry, secret }) => openedOf(entry, secret)),
  }
  await noteAudit(deps, actor as Person, { outcome: 'exported', what: 'alert.export-evidence', subject: id })
  return {
    ...content,
    seal: { kid: keys.current, signature: signature(keys, 'export', sha256(canonical(content))) },
  }
}
