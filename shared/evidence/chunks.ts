import { schedule } from '../agenda/agenda.ts'
import type { Deps } from '../deps.ts'
import type { DeliveryState } from '../ledger/delivery.ts'
import { chunkPartition, type Delivery, isOpen } from '../ledger/delivery.ts'
import type { Entry as Addressee } from '../ledger/manifest.ts'
import { findHalt, getNotification, loadChunk } from '../ledger/repository.ts'
import { findOrganizations } from '../organizations/repository.ts'
import type { Organization } from '../organizations/schema.ts'
import type { MailKind } from '../rendering/kinds.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { commitment, type EntryBody, newNonce, type Opening, origin, signed } from './entry.ts'
import { appendEntry, findForgotten, findSecret, forgottenUnchanged, lastEntries } from './repository.ts'

/** Feedback on a chunk comes in many reports; what came within five minutes is one entry. */
const round = 300_000
const least = 120_000

/** The mails whose deliveries are evidence: an alert, what follows it and whoever was asked again; a letter to its target. */
export const witnessed: readonly MailKind[] = ['alert', 'alert-reminder', 'letter']

/** Has the evidence look at a chunk soon; asked again within the round, it is the same row. */
export const witnessSoon = (deps: Deps, partition: string) => {
  const [notificationId = '', chunk] = partition.split('#')
  const at = Math.ceil((deps.clock.now().getTime() + least) / round) * round
  const dueAt = new Date(at).toISOString()
  const id = `evidence-${notificationId}-${Number(chunk)}-${dueAt}`
  const row = { id, dueAt, every: round / 1000, subject: notificationId, data: { chunk: Number(chunk) } }
  return deps.store.write(schedule({ ...row, kind: 'evidence' }))
}

/** What an entry's line says of one recipient; the address stands as a digest of its own. */
export interface Line {
  readonly contactId: string
  readonly organization: { readonly id: string; readonly name: string; readonly relation: string }
  readonly class: string
  readonly address?: string
  readonly state: DeliveryState
  readonly log: Delivery['log']
}

/** What opens the lines of an entry, `null` where it was forgotten, and each contact's address; and how much of each log they have seen. */
export interface ChunkSecret {
  readonly lines: readonly ((Opening & { readonly content: Line }) | null)[]
  readonly addresses: Readonly<Record<string, { readonly nonce: string; readonly digest: string }>>
  readonly seen: Readonly<Record<string, number>>
}

/** What opens an entry, but for the lines of one contact and the nonce of their address. */
export const withoutContact = ({ lines, addresses, seen }: ChunkSecret, contactId: string): ChunkSecret => {
  const { [contactId]: _, ...others } = addresses
  return {
    lines: lines.map((line) => (line?.content.contactId === contactId ? null : line)),
    addresses: others,
    seen,
  }
}

const addressesOf = (organizations: readonly Organization[], addressees: readonly Addressee[]) =>
  Object.fromEntries(
    addressees.flatMap(({ contactId, organizationId }) => {
      const organization = organizations.find(({ id }) => id === organizationId)
      const contact = organization?.contacts.find(({ id }) => id === contactId)
      if (!contact) return []
      const nonce = newNonce()
      return [[contactId, { nonce, digest: commitment({ nonce, content: contact.email }) }]]
    }),
  )

type Counted = Extract<EntryBody, { kind: 'deliveries' }>['counts']

const countsOf = (lines: readonly Line[]): Counted => {
  const counts: Counted = { member: {}, authority: {}, gone: {} }
  for (const { organization, state } of lines) {
    const of = counts[organization.relation as keyof Counted]
    of[state] = (of[state] ?? 0) + 1
  }
  return counts
}

/** How everybody in a chunk stands. */
const linesOf = (
  { chunk, deliveries }: NonNullable<Awaited<ReturnType<typeof loadChunk>>>,
  organizations: readonly Organization[],
  addresses: ChunkSecret['addresses'],
) =>
  chunk.entries.map(({ contactId, organizationId, class: of }): Line => {
    const found = organizations.find(({ id }) => id === organizationId)
    const { state = 'queued', log = [] } = deliveries.get(contactId) ?? {}
    return {
      contactId,
      organization: { id: organizationId, name: found?.name ?? '', relation: found?.relation ?? 'gone' },
      class: of,
      ...(addresses[contactId] && { address: addresses[contactId].digest }),
      state,
      log,
    }
  })

/**
 * Appends how a chunk's deliveries stand, where any has moved since its last entry. Answers false where that has
 * to wait, because something is still open and nobody has halted it.
 */
export const witnessChunk = (deps: Deps, notificationId: string, chunk: number): Promise<boolean> =>
  onFreshRead(async () => {
    const { store, keys, clock } = deps
    const loaded = await loadChunk(store, chunkPartition(notificationId, chunk))
    if (!loaded) return true
    const states = loaded.chunk.entries.map(({ contactId }) => loaded.deliveries.get(contactId)?.state)
    const settled = states.every((state) => state && !isOpen(state))
    if (!settled) {
      const { notification } = await getNotification(store, notificationId)
      if (!(await findHalt(store, notification))) return false
    }
    // Read before what they are kept out of: who is forgotten meanwhile makes the entry stale.
    const forgotten = await findForgotten(store, notificationId, chunk)
    const [before] = await lastEntries(store, notificationId, chunk, 1)
    const sequence = before?.body.sequence ?? 0
    const earlier = before && ((await findSecret(store, notificationId, { chunk, sequence })) as ChunkSecret)
    const organizations = await findOrganizations(store, [
      ...new Set(loaded.chunk.entries.map(({ organizationId }) => organizationId)),
    ])
    const addresses = earlier?.addresses ?? addressesOf(organizations, loaded.chunk.entries)
    const all = linesOf(loaded, organizations, addresses)
    const versionOf = (contactId: string) => loaded.deliveries.get(contactId)?.version ?? 0
    const news = all.filter(({ contactId }) => versionOf(contactId) !== earlier?.seen[contactId])
    if (news.length === 0) return true
    const lines = news.map((content) => ({ nonce: newNonce(), content }))
    const chain = `${notificationId}#${chunk}`
    const entry = signed(keys, {
      ...{ kind: 'deliveries', chain, notificationId, chunk },
      sequence: sequence + 1,
      previous: before?.hash ?? origin(chain),
      at: clock.now().toISOString(),
      counts: countsOf(all),
      lines: lines.map(commitment),
    })
    const seen = Object.fromEntries(all.map(({ contactId }) => [contactId, versionOf(contactId)]))
    const secret = forgotten.contactIds.reduce(withoutContact, { lines, addresses, seen })
    await store.transact([
      ...appendEntry(notificationId, entry, secret),
      forgottenUnchanged(notificationId, chunk, forgotten),
    ])
    return true
  })
