import * as z from 'zod'
import { actorStamp, type GrantKind, grantKinds } from '../access/actor.ts'
import { staleVersion } from '../errors.ts'
import { idOf } from '../ids.ts'
import type { Action, Item, Key, Page, Store } from '../storage/store.ts'
import { grantHeld, grantTaken } from './errors.ts'

const table = 'members'
const partition = 'grants'

export const grantKind = z.enum(grantKinds).meta({ id: 'GrantKind' })

/** A right that hangs on a person: proposed by one coordinator, confirmed by another. */
export const grant = z.object({
  organizationId: idOf('organization'),
  contactId: idOf('contact'),
  kind: grantKind,
  status: z.enum(['proposed', 'confirmed', 'suspended']),
  proposedBy: actorStamp,
  proposedAt: z.iso.datetime(),
  confirmedBy: actorStamp.optional(),
  confirmedAt: z.iso.datetime().optional(),
  /** Why it rests: two coordinators wanted it so, or its holder's mailbox is in the hands of others. */
  suspension: z.object({ cause: z.enum(['decided', 'compromised']), at: z.iso.datetime() }).optional(),
})
export type Grant = z.infer<typeof grant>

const keyOf = (contactId: string, kind: GrantKind): Key => ({
  pk: partition,
  sk: `grant#${contactId}#${kind}`,
})

export const findGrant = async (
  store: Store,
  contactId: string,
  kind: GrantKind,
): Promise<Grant | undefined> => {
  const item = await store.get(table, keyOf(contactId, kind))
  return item && grant.parse(item)
}

/** What a contact holds, what of it rests, and what they are proposed for. */
export const grantsOf = async (store: Store, contactId: string): Promise<Grant[]> => {
  const found = await Promise.all(grantKinds.map((kind) => findGrant(store, contactId, kind)))
  return found.filter((grant) => grant !== undefined)
}

/** Whether two have given it, be it that it rests. */
export const isHeld = ({ status }: Grant) => status !== 'proposed'

/** All grants and proposals, or those of one contact. */
export const listGrantRows = async (
  store: Store,
  { contactId, limit, after }: { contactId?: string | undefined; limit: number; after?: Item | undefined },
): Promise<Page<Grant>> => {
  const prefix = contactId ? `grant#${contactId}#` : 'grant#'
  const found = await store.query({ table, partition, prefix, limit, ...(after && { after }) })
  return { ...found, items: found.items.map((item) => grant.parse(item)) }
}

export const putProposal = (proposed: Grant): Action => ({
  table,
  put: { ...proposed, ...keyOf(proposed.contactId, proposed.kind) },
  if: 'absent',
  orElse: grantTaken,
})

export const putConfirmation = (confirmed: Grant): Action => ({
  table,
  put: { ...confirmed, ...keyOf(confirmed.contactId, confirmed.kind) },
  if: { status: 'proposed', proposedAt: confirmed.proposedAt },
  orElse: (found) => (found?.['status'] === 'confirmed' ? grantHeld() : staleVersion('grant')),
})

/** The same grant in another state; stale when it is no longer in the one that was read. */
export const putStatus = (before: Grant, after: Grant): Action => ({
  table,
  put: { ...after, ...keyOf(after.contactId, after.kind) },
  if: { status: before.status },
  orElse: () => staleVersion('grant'),
})

/** A grant that was never proposed, for the first coordinators. */
export const putGrant = (given: Grant): Action => ({
  table,
  put: { ...given, ...keyOf(given.contactId, given.kind) },
})

export const deleteGrant = ({ contactId, kind, status }: Grant): Action => ({
  table,
  delete: keyOf(contactId, kind),
  if: { status },
  orElse: () => staleVersion('grant'),
})

/** Every grant of a contact, held or proposed or not there at all. */
export const deleteGrantsOf = (contactId: string): Action[] =>
  grantKinds.map((kind) => ({ table, delete: keyOf(contactId, kind) }))

/** Whether the tally counts it: one that nobody confirmed is of a machine of one's own. */
export const isCounted = ({ kind, confirmedBy }: Grant) => kind === 'coordinator' && confirmedBy !== undefined

/** How many coordinators there are, counted in one row so that the last one is known exactly. */
const tally = z.object({
  coordinators: z.int().min(0),
  /** Pseudonyms of the configured addresses that have become coordinators by being configured. */
  founders: z.array(z.string()),
  /** A coordinator has been confirmed by others; from then on, configuration makes none. */
  settled: z.boolean(),
  version: z.int(),
})
export type Tally = z.infer<typeof tally>

const tallyKey: Key = { pk: partition, sk: 'tally' }

const noTally: Tally = { coordinators: 0, founders: [], settled: false, version: 0 }

export const getTally = async (store: Store): Promise<Tally> => {
  const item = await store.get(table, tallyKey)
  return item ? tally.parse(item) : noTally
}

/** Replaces the tally; stale when somebody else did since it was read. */
export const putTally = (before: Tally, change: Partial<Tally>): Action => ({
  table,
  put: { ...before, ...change, version: before.version + 1, ...tallyKey },
  if: before.version === 0 ? 'absent' : { version: before.version },
  orElse: () => staleVersion('grant'),
})
