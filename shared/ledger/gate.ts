import * as z from 'zod'
import { idOf } from '../ids.ts'
import { findOrganizations } from '../organizations/repository.ts'
import type { Organization } from '../organizations/schema.ts'
import { classes } from '../organizations/schema.ts'
import type { Action, Item, Key, Store } from '../storage/store.ts'
import { chunkPartition, isOpen, skipReasons } from './delivery.ts'
import type { Entry } from './manifest.ts'
import { loadChunk } from './repository.ts'

const table = 'deliveries'

/**
 * Who of a notification's manifest is not told yet. It stands beside the notification while somebody waits, and
 * is written anew by whoever lets them pass; then what is open must be looked at again (`restart.ts`).
 */
export const gate = z.object({
  /** Classes that wait to be told first, by what the manifest froze; who was told before does not wait for more. */
  classes: z.array(z.enum(classes)),
  /** While one person alone stands behind it, told before or not: these classes, and authorities but those named. */
  unconfirmed: z
    .object({ classes: z.array(z.enum(classes)), butAuthorities: z.array(idOf('organization')) })
    .optional(),
  /** Who will not be told any more, and why. */
  skips: z.array(
    z.object({
      class: z.enum(classes).optional(),
      organizationId: idOf('organization').optional(),
      reason: z.enum(skipReasons),
    }),
  ),
})
export type Gate = z.infer<typeof gate>

export const gateKey = (notificationId: string): Key => ({ pk: notificationId, sk: 'gate' })

export const parseGate = (item: Item | undefined): Gate | undefined => item && gate.parse(item)

/** Puts a gate before a notification; one that holds nobody is taken away. */
export const putGate = (notificationId: string, given: Gate): Action => {
  const key = gateKey(notificationId)
  const holdsNobody = given.classes.length === 0 && !given.unconfirmed && given.skips.length === 0
  return holdsNobody ? { table, delete: key } : { table, put: { ...given, ...key } }
}

type Held = Pick<Entry, 'class' | 'organizationId'>

interface Holder extends Pick<Organization, 'relation'> {
  /** Whether they have been told of what this corrects. */
  readonly wasTold: boolean
}

export const waitsAt = (
  { classes: waiting, unconfirmed }: Gate,
  entry: Held,
  { relation, wasTold }: Holder,
) => {
  if (!wasTold && waiting.includes(entry.class)) return true
  if (!unconfirmed) return false
  const isNamed = unconfirmed.butAuthorities.some((id) => id === entry.organizationId)
  return unconfirmed.classes.includes(entry.class) || (relation === 'authority' && !isNamed)
}

/** Why the gate lets somebody pass no more. */
export const skippedAt = ({ skips }: Gate, entry: Held) =>
  skips.find(({ class: of, organizationId }) => of === entry.class || organizationId === entry.organizationId)
    ?.reason

/** Whether everybody who is still open in a chunk waits: then there is nothing to do before the gate opens. */
export const chunkWaits = async (store: Store, notificationId: string, chunk: number): Promise<boolean> => {
  const closed = parseGate(await store.get(table, gateKey(notificationId)))
  if (!closed) return false
  const loaded = await loadChunk(store, chunkPartition(notificationId, chunk))
  if (!loaded) return false
  const states = (contactId: string) => loaded.deliveries.get(contactId)?.state ?? 'queued'
  const open = loaded.chunk.entries.filter(({ contactId }) => isOpen(states(contactId)))
  const organizations = await findOrganizations(
    store,
    open.map(({ organizationId }) => organizationId),
  )
  return open.every((entry) => {
    const organization = organizations.find(({ id }) => id === entry.organizationId)
    if (!organization || states(entry.contactId) !== 'queued' || skippedAt(closed, entry)) return false
    // Who is to be corrected may have been told meanwhile, and then waits no more.
    return waitsAt(closed, entry, { relation: organization.relation, wasTold: entry.priors.length > 0 })
  })
}
