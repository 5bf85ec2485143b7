import { findOrganizations } from '../../organizations/repository.ts'
import { bestLanguage } from '../../rendering/language.ts'
import type { Store } from '../../storage/store.ts'
import { chunkPartition } from '../delivery.ts'
import { type Entry, findChunk } from '../manifest.ts'
import type { Recipients } from '../recipients.ts'
import type { Position, Step } from './position.ts'

type Manifests = Extract<Recipients, { of: 'manifests' }>

const takes =
  ({ only, but = {} }: Manifests, notificationId: string) =>
  ({ contactId }: Entry) =>
    (only?.some((id) => id === contactId) ?? true) && !but[notificationId]?.some((id) => id === contactId)

/** Where the deliveries of some notifications are, contact by contact, newest first. */
const partitionsOf = async (store: Store, notificationIds: Manifests['beside'] = []) => {
  const found = new Map<string, string[]>()
  for (const id of notificationIds)
    for (let number = 1; ; number++) {
      const chunk = await findChunk(store, id, number)
      if (!chunk) break
      for (const { contactId } of chunk.entries)
        found.set(contactId, [chunkPartition(id, number), ...(found.get(contactId) ?? [])])
    }
  return found
}

/** Who of a chunk waits for a language, by the languages that they read now. */
const whoWait = async (store: Store, entries: readonly Entry[], waiting: Manifests['waiting']) => {
  if (!waiting) return () => true
  const { language, had } = waiting
  const organizations = await findOrganizations(
    store,
    entries.map(({ organizationId }) => organizationId),
  )
  const contacts = organizations.flatMap((organization) => organization.contacts)
  const ids = contacts
    .filter(({ languages }) => !bestLanguage(had, languages) && bestLanguage([language], languages))
    .map(({ id }): string => id)
  return ({ contactId }: Entry) => ids.includes(contactId)
}

/** Whom earlier notifications were for, each with the deliveries they may have had. */
export async function* walkManifests(
  store: Store,
  recipients: Manifests,
  from: Position,
): AsyncGenerator<Step> {
  const besides = await partitionsOf(store, recipients.beside)
  for (let part = from.part; part < recipients.notificationIds.length; part++) {
    const id = recipients.notificationIds[part]!
    const resume = part === from.part ? from : { part }
    const taken = takes(recipients, id)
    for (let chunk = Number(resume.after?.['chunk'] ?? 1); ; chunk++) {
      const stored = await findChunk(store, id, chunk)
      if (!stored) break
      const start = chunk === resume.after?.['chunk'] ? Number(resume.after?.['at']) + 1 : 0
      const waits = await whoWait(store, stored.entries, recipients.waiting)
      for (const [at, entry] of stored.entries.entries())
        if (at >= start && taken(entry) && waits(entry))
          yield {
            entry: {
              ...entry,
              priors: [...(besides.get(entry.contactId) ?? []), chunkPartition(id, chunk), ...entry.priors],
            },
            position: { part, after: { chunk, at } },
          }
    }
  }
}
