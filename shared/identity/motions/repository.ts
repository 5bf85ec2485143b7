import * as z from 'zod'
import { actorStamp } from '../../access/actor.ts'
import { staleVersion } from '../../errors.ts'
import { idOf } from '../../ids.ts'
import type { Action, Item, Key, Page, Store } from '../../storage/store.ts'

const table = 'members'
const partition = 'motions'

export const motionKinds = [
  'suspend',
  'reinstate',
  'reset-factor',
  'withdraw-coordinator',
  'withdraw-approver',
] as const

/** What one coordinator wants done to the rights of another person, until a second wants the same. */
export const motion = z.object({
  contactId: idOf('contact'),
  organizationId: idOf('organization'),
  kind: z.enum(motionKinds),
  reason: z.string().optional(),
  proposedBy: actorStamp,
  proposedAt: z.iso.datetime(),
  /** From then on it is as if it had never been proposed. */
  expiresAt: z.iso.datetime(),
})
export type Motion = z.infer<typeof motion>

export type Moved = Pick<Motion, 'contactId' | 'kind'>

const keyOf = ({ contactId, kind }: Moved): Key => ({ pk: partition, sk: `${contactId}#${kind}` })

export const findMotion = async (store: Store, moved: Moved): Promise<Motion | undefined> => {
  const item = await store.get(table, keyOf(moved))
  return item && motion.parse(item)
}

export const listMotionRows = async (
  store: Store,
  { contactId, limit, after }: { contactId?: string | undefined; limit: number; after?: Item | undefined },
): Promise<Page<Motion>> => {
  const about = contactId && { prefix: `${contactId}#` }
  const found = await store.query({ table, partition, ...about, limit, ...(after && { after }) })
  return { ...found, items: found.items.map((item) => motion.parse(item)) }
}

const unchanged = (before: Motion | undefined) => ({
  if: before ? { proposedAt: before.proposedAt } : ('absent' as const),
  orElse: () => staleVersion('motion'),
})

export const putMotion = (before: Motion | undefined, proposed: Motion): Action => ({
  table,
  put: { ...proposed, ...keyOf(proposed) },
  ...unchanged(before),
})

/** Takes away whatever is proposed about somebody. */
export const deleteMotionsOf = (contactId: Motion['contactId']): Action[] =>
  motionKinds.map((kind) => ({ table, delete: keyOf({ contactId, kind }) }))

export const deleteMotion = (before: Motion): Action => ({
  table,
  delete: keyOf(before),
  ...unchanged(before),
})
